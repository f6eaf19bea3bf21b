import type { YearMonth } from "../../shared/kernel/calendar.ts";
import { type Decimal, decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import { allocationsFacts } from "../allocations/contract.ts";
import type { PermitsRefusal } from "./problems.ts";

/** Document and article of the rule that a cut comes to the reserve once. */
const source = sourceOf("recovery");

/** What was cut of the permits of a site that ended in the month before one, whichever renewals say so. */
export interface RenewalCut {
  readonly siteId: string;
  /** First month of the renewal: the permits ended with the month before. */
  readonly firstMonth: YearMonth;
  readonly tonnes: Decimal;
}

/**
 * What a renewal's fact says was cut of a pollutant in a pool. Only a cut that was decided after the permits had expired comes to
 * the reserve by its fact: nothing is left at the site to be debited. Before, the site is debited instead.
 */
export function cutOf(
  fact: Fact | undefined,
  { pool, pollutant }: { readonly pool: string; readonly pollutant: string },
): Outcome<RenewalCut, PermitsRefusal> {
  if (fact?.factType !== allocationsFacts.renewalDecided.factType) return refuse({ code: "renewal-unknown", source });
  const { cuts, siteId, firstMonth } = allocationsFacts.renewalDecided.data.parse(fact.data);
  const cut = cuts.find((each) => each.pool === pool && each.pollutant === pollutant);
  if (!cut) return refuse({ code: "renewal-without-cut", pool, pollutant, source });
  if (!cut.afterExpiry) return refuse({ code: "renewal-before-expiry", renewalFactId: fact.factId, source });
  return accept({ siteId, firstMonth, tonnes: decimal(cut.tonnes) });
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
