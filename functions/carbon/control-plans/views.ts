import type * as z from "zod";
import type { controlPlansEndpoints } from "./contract.ts";
import type { ControlPlan } from "./store.ts";

/** A version of a plan, as it is shown. */
export type ControlPlanView = z.input<typeof controlPlansEndpoints.readControlPlan.response>;

/** A version of a plan. */
export function controlPlanView({ version, filedBy, activities, ...row }: ControlPlan): ControlPlanView {
  return { ...row, activities: [...activities] };
}
/** What facts say of a version of a plan. */
export function planStatedOf({ partyId, partyName, creditCode, area, year, planVersion, changeReason }: ControlPlan) {
  return { partyId, partyName, creditCode, area, year, planVersion, ...(changeReason !== undefined && { changeReason }) };
}
