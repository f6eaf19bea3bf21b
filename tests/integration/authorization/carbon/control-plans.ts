import type { AuthorizationRows } from "../../../support/ownership.ts";
import { planned } from "../../carbon-mrv-support.ts";

const ofYear = { params: { year: "2026" } };
const filed = { activities: planned, changeReason: "named late" };
const approved = { planVersion: 1, decision: "approved", reason: "complete" };

/** Control plans belong to their entity and the authorities of its area. */
export const controlPlansAuthorization: AuthorizationRows = {
  ownership: {
    fileControlPlan: { ...ofYear, body: filed },
    decideControlPlan: { ...ofYear, body: approved },
    readControlPlan: ofYear,
  },
  async given({ call, regulator }, { subject, partyId }) {
    const path = `/carbon/control-plans/${partyId}/2026`;
    await call({ as: subject, method: "PUT", path, body: filed });
    const decided = await call({ as: regulator, method: "POST", path: `${path}/decision`, body: approved });
    if (decided.status !== 200) throw new Error(decided.text);
    return {};
  },
};
