import { startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { PlannedActivity } from "./shapes.ts";
import { controlPlanSources } from "./sources.ts";

/** Whether a year has begun in Shanghai. */
export function hasBegun(year: string, at: Instant): boolean {
  return at >= startOfDay(`${year}-01-01`);
}

/** Whether a plan may be filed at an instant: with a reason once its year has begun, and with factors that err on the safe side. */
export function checkPlan(
  {
    year,
    activities,
    changeReason,
  }: { readonly year: string; readonly activities: readonly PlannedActivity[]; readonly changeReason?: string | undefined },
  at: Instant,
): Outcome<undefined, CarbonRefusal> {
  if (hasBegun(year, at) && changeReason === undefined)
    return refuse({ code: "change-needs-reason", source: controlPlanSources.plan, year });
  const careless = activities.find(({ direction, conservativeFactor }) => {
    const factor = decimal(conservativeFactor);
    return direction === "in" ? factor.lt(1) : factor.gt(1);
  });
  if (!careless) return accept(undefined);
  const { activity, direction, conservativeFactor } = careless;
  return refuse({ code: "factor-not-conservative", source: controlPlanSources.conservative, activity, direction, conservativeFactor });
}
