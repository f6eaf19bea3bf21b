import { covers } from "../../../../shared/kernel/areas.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import type { CarbonStore } from "../../store.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowancePlan } from "../rows.ts";
import { sources } from "../rules.ts";

type AreasStore = Pick<CarbonStore, "planAreas" | "planAreasPut">;

/** The write by which a plan that is approved takes its area; refused where another of its market and year has a part of it. */
export async function takeArea(own: AreasStore, plan: AllowancePlan): Promise<Outcome<WriteFragment<never>, AllowancesRefusal>> {
  const { planId, area } = plan;
  const { plans, version } = await own.planAreas(plan);
  const other = plans.find((each) => covers(each.area, area) || covers(area, each.area));
  if (other) return refuse({ code: "plan-area-taken", planId, otherPlanId: other.planId, source: sources.plan });
  return accept(own.planAreasPut(plan, { plans: [...plans, { planId, area }], version: version + 1 }));
}

/** The write by which a plan that was approved gives its area up. */
export async function leaveArea(own: AreasStore, plan: AllowancePlan): Promise<WriteFragment<never>> {
  const { plans, version } = await own.planAreas(plan);
  return own.planAreasPut(plan, { plans: plans.filter(({ planId }) => planId !== plan.planId), version: version + 1 });
}
