import { areasAround } from "../../../../shared/kernel/areas.ts";
import type { CarbonStore } from "../../store.ts";
import { type AllowancePlan, planIdOf } from "../rows.ts";

/** Reads plans by their ids. */
export type PlanReader = Pick<CarbonStore, "allowancePlan">;

/** The published plan of a market and year that covers an area: its own, or that of what it lies in. */
export async function publishedPlan(
  own: PlanReader,
  { market, year, area }: Pick<AllowancePlan, "market" | "year" | "area">,
): Promise<AllowancePlan | undefined> {
  const plans = await Promise.all(areasAround(area).map((each) => own.allowancePlan(planIdOf({ market, year, area: each }))));
  return plans.findLast((plan) => plan?.publishedAt !== undefined);
}
