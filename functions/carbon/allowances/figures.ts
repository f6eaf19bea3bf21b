import { type Allocated, benchmarkAllocation, historicAllocation } from "../../../shared/carbon/allowance-formula.ts";
import { rounded, wholeTonnes } from "../../../shared/carbon/rounding.ts";
import { Decimal, least, zero } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { AllowancesRefusal } from "./problems.ts";
import type { AllowanceLine, AllowancePlan, ExcessLimits } from "./rows.ts";
import { sources } from "./rules.ts";

/** What the figure of an entity is computed from, besides its plan. */
export type Basis = Pick<AllowanceLine, "sector" | "historic" | "outputs">;

type FigureRefusal = Extract<
  AllowancesRefusal,
  { readonly code: "sector-not-in-plan" | "basis-not-of-method" | "product-not-in-plan" | "days-beyond-year" }
>;

/** What an entity gets for a whole year: the figure with the plan's decimals, and the whole tonnes that are issued for it. */
export function entitlement(plan: AllowancePlan, { sector, historic, outputs }: Basis): Outcome<Allocated, FigureRefusal> {
  const { planId } = plan;
  const rule = plan.sectors.find((each) => each.sector === sector);
  if (!rule) return refuse({ code: "sector-not-in-plan", planId, sector, source: sources.plan });
  const by = { decimals: plan.figureDecimals, rounding: plan.figureRounding, issueRounding: plan.issueRounding };
  if (rule.historic) {
    if (!historic || outputs) return refuse({ code: "basis-not-of-method", sector, method: "historic", source: sources.plan });
    const { baseTonnes, productionDays: normalDays } = historic;
    const { ofDays } = rule.historic;
    // A leap year has a day more than the plan's year, which changes nothing in its formula.
    if (normalDays > 366) return refuse({ code: "days-beyond-year", productionDays: normalDays, most: 366, source: sources.plan });
    return accept(historicAllocation({ ...rule.historic, ofDays, baseTonnes, normalDays }, by));
  }
  if (!outputs || historic) return refuse({ code: "basis-not-of-method", sector, method: "benchmark", source: sources.plan });
  const products = new Map(rule.benchmark?.products.map((each) => [each.product, each]));
  const adjustment = rule.benchmark?.adjustment ?? zero;
  const inputs = [];
  for (const { product, amount } of outputs) {
    const known = products.get(product);
    if (!known) return refuse({ code: "product-not-in-plan", planId, sector, product, source: sources.plan });
    inputs.push({ output: amount, benchmark: known.tonnesPerUnit, adjustment });
  }
  return accept(benchmarkAllocation(inputs, by));
}

/** Whole tonnes that are allocated before verification: the plan's share of the figure, never more than the figure gives. */
export function preAllocation({ preShare, issueRounding }: Pick<AllowancePlan, "preShare" | "issueRounding">, figure: Allocated): Decimal {
  return least(wholeTonnes(figure.tonnes.times(preShare), issueRounding), figure.issueTonnes);
}

/**
 * The figure after the correction of excess: what verified emissions differ from it by more than the limit is added to it or taken from it. The
 * limit is the share of the figure or the tonnes, whichever is less.
 */
export function correctedFigure(
  { figureDecimals, figureRounding, issueRounding }: Pick<AllowancePlan, "figureDecimals" | "figureRounding" | "issueRounding">,
  figure: Allocated,
  verified: Decimal,
  limits: Pick<ExcessLimits, "share" | "tonnes">,
): Allocated {
  const limit = least(figure.tonnes.times(limits.share), limits.tonnes);
  const difference = verified.minus(figure.tonnes);
  const beyond = difference.abs().minus(limit);
  if (beyond.lte(0)) return figure;
  const corrected = difference.gt(0) ? figure.tonnes.plus(beyond) : figure.tonnes.minus(beyond);
  const tonnes = rounded(corrected, figureDecimals, figureRounding);
  return { tonnes, issueTonnes: wholeTonnes(tonnes, issueRounding) };
}

/** How an entity comes from what it has got to what it is entitled to. */
export interface Settlement {
  /** Issued to it now. */
  readonly topUp: Decimal;
  /** Taken back now: what is free, at most. */
  readonly taken: Decimal;
  /** Change of what is owed on top of its emissions; negative where a higher figure forgives a part. */
  readonly added: Decimal;
}

/** Compares an entitlement with what was issued and not taken back. What can't be taken is added; what is added is forgiven before more is issued. */
export function settlementOf(
  { issuedTonnes, addedTonnes }: Pick<AllowanceLine, "issuedTonnes" | "addedTonnes">,
  entitled: Decimal,
  free: Decimal,
): Settlement {
  const difference = entitled.minus(issuedTonnes.minus(addedTonnes));
  if (difference.gte(0)) {
    const forgiven = least(addedTonnes, difference);
    return { topUp: difference.minus(forgiven), taken: zero, added: forgiven.neg() };
  }
  const taken = least(Decimal.max(free, zero), difference.neg());
  return { topUp: zero, taken, added: difference.neg().minus(taken) };
}
