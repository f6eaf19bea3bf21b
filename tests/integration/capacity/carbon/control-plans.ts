import type { CapacityRows } from "../../../support/capacity.ts";
import { planned, yearOfLastMonth } from "../../carbon-mrv-support.ts";

/** The plan of a year that has begun is filed and approved. */
export const controlPlansCapacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const path = `/carbon/control-plans/${made("partyId")}/${yearOfLastMonth(house.clock.now())}`;
    const body = { activities: planned, changeReason: "named late" };
    await measure("fileControlPlan", { as: made("person"), method: "PUT", path, body });
    const decision = { planVersion: 1, decision: "approved", reason: "complete" };
    await measure("decideControlPlan", { as: house.regulator, method: "POST", path: `${path}/decision`, body: decision });
    return {};
  },
  above: {
    decideControlPlan: { units: 2, because: "the plan names the meter and factor of each activity and passes a kilobyte" },
  },
  unmeasured: {},
};
