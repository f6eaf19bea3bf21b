import type { Allocated } from "../../../../shared/carbon/allowance-formula.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { type Basis, correctedFigure, entitlement } from "../figures.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowanceLine, AllowancePlan } from "../rows.ts";
import { sources } from "../rules.ts";
import type { VerifiedReport } from "./verified.ts";

/** What a bureau states of a final allocation; what it leaves out is as reported, or else as the plan has it. */
export interface FinalBasis {
  readonly productionDays?: number | undefined;
  readonly outputs?: AllowanceLine["outputs"] | undefined;
}

/**
 * What the final figure of an entity is computed from: by days for its historic base, by output otherwise. Refused where an output that counts
 * was reported in another unit than that of its benchmark.
 */
export function finalBasis(
  plan: Pick<AllowancePlan, "sectors">,
  line: AllowanceLine,
  given: FinalBasis,
  report: VerifiedReport | undefined,
): Outcome<Basis, AllowancesRefusal> {
  const { sector, historic, outputs } = line;
  if (historic) {
    const productionDays = given.productionDays ?? report?.productionDays ?? historic.productionDays;
    return accept({ sector, historic: { ...historic, productionDays }, ...(given.outputs && { outputs: given.outputs }) });
  }
  if (given.outputs) return accept({ sector, outputs: given.outputs });
  const units = new Map(
    plan.sectors.find((each) => each.sector === sector)?.benchmark?.products.map(({ product, unit }) => [product, unit]),
  );
  // Products without a benchmark don't count; reports may name them.
  const reported = report?.outputs.filter(({ product }) => units.has(product)) ?? [];
  const odd = reported.find(({ product, unit }) => unit !== units.get(product));
  if (odd) {
    const { product, unit } = odd;
    return refuse({ code: "output-unit-differs", product, unit, planUnit: units.get(product) ?? "", source: sources.plan });
  }
  const counted = reported.map(({ product, amount }) => ({ product, amount }));
  return accept({ sector, outputs: counted.length > 0 ? counted : (outputs ?? []) });
}

/**
 * The final figure once emissions stand: by the plan's method, corrected where they differ by more than its limits. A conservative figure that
 * the bureau determined corrects downwards only: nobody gets more for not having reported.
 */
export function finalFigure(
  plan: AllowancePlan,
  line: AllowanceLine,
  basis: Basis,
  report: VerifiedReport | undefined,
): Outcome<Allocated, AllowancesRefusal> {
  if (!report) return refuse({ code: "report-not-accepted", partyId: line.partyId, year: plan.year, source: sources.report });
  const figure = entitlement(plan, basis);
  if (!figure.ok) return figure;
  const corrected = plan.excess ? correctedFigure(plan, figure.value, report.tco2, plan.excess) : figure.value;
  return accept(report.version === undefined && corrected.tonnes.gt(figure.value.tonnes) ? figure.value : corrected);
}
