import { type Decimal, decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { allocationsFacts } from "../allocations/contract.ts";
import type { PermitsRefusal } from "./problems.ts";

/** Document of the rule that a cut comes to the reserve once. */
const source = "鄂环发〔2024〕3号 (Hubei reserve and transfer measure)";

/**
 * How many tonnes a renewal's fact says were cut of a pollutant in a pool. Only a cut that was decided after the permits had expired comes to
 * the reserve by its fact: nothing is left at the site to be debited. Before, the site is debited instead.
 */
export function cutOf(
  fact: Fact | undefined,
  { pool, pollutant }: { readonly pool: string; readonly pollutant: string },
): Outcome<Decimal, PermitsRefusal> {
  if (fact?.factType !== allocationsFacts.renewalDecided.factType) return refuse({ code: "renewal-unknown", source });
  const { cuts } = allocationsFacts.renewalDecided.data.parse(fact.data);
  const cut = cuts.find((each) => each.pool === pool && each.pollutant === pollutant);
  if (!cut) return refuse({ code: "renewal-without-cut", pool, pollutant, source });
  if (!cut.afterExpiry) return refuse({ code: "renewal-before-expiry", renewalFactId: fact.factId, source });
  return accept(decimal(cut.tonnes));
}

/** Refuses tonnes that are more than is left of a cut. */
export function cutExceeded({
  cut,
  tonnes,
  renewalFactId,
}: {
  readonly cut: Decimal;
  readonly tonnes: Decimal;
  readonly renewalFactId: string;
}) {
  return { code: "renewal-cut-exceeded", cut, tonnes, renewalFactId, source } as const;
}
