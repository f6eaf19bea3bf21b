import type { Examples } from "../../../shared/http/examples.ts";
import { mill, story } from "../../story.ts";
import type { controlPlansEndpoints } from "./contract.ts";
import type { PlannedActivity } from "./shapes.ts";

const params = { partyId: mill.partyId, year: "2026" };
const activities: readonly PlannedActivity[] = [
  {
    ...{
      activity: "boiler-1",
      kind: "bituminous-coal",
      direction: "in",
      unit: "t",
      meter: "SCALE-07",
      sampling: "daily, one mixed sample",
    },
    ...{ measuredBy: "energy office of the mill", monthlyBasis: "500", conservativeFactor: "1.1", jumpLimit: "0.3" },
  },
  {
    ...{ activity: "grid", kind: "electricity", direction: "in", unit: "MWh", meter: "E-110-2", sampling: "read on the last day" },
    ...{ measuredBy: "energy office of the mill", monthlyBasis: "900", conservativeFactor: "1.05", jumpLimit: "0.3" },
  },
];
/** The plan of the year before, under which nothing was stored: every month is the plan's own figure. */
const lastYear = { ...params, year: "2025" };
const ofLastYear = activities.map((each, index) => ({ ...each, monthlyBasis: ["1000", "2000"][index] ?? "0", conservativeFactor: "1" }));
const names = { partyId: mill.partyId, partyName: "Yangtze Paper Group", creditCode: mill.creditCode, area: story.district, year: "2026" };
const changeReason = "put on the list in March";

/** Examples of data-quality control plans: the mill was named after its year began. */
export const controlPlansExamples: Examples<typeof controlPlansEndpoints> = {
  fileControlPlan: {
    mill: {
      summary: "The plan of the paper mill for 2026, which is late",
      params,
      body: { activities: [...activities], changeReason },
      response: {
        ...{ ...names, planVersion: 1, changeReason, activities: [...activities], state: "filed" },
        ...{ filedAt: "2026-03-04T01:00:00.000Z", late: true },
      },
    },
    lastYear: {
      by: "mill",
      summary: "The plan for 2025, filed afterwards",
      params: lastYear,
      body: { activities: ofLastYear, changeReason: "put on the list afterwards" },
    },
  },
  decideControlPlan: {
    bureau: { summary: "The bureau approves it", params, body: { planVersion: 1, decision: "approved", reason: "complete" } },
    lastYear: {
      by: "bureau",
      summary: "The bureau approves the plan for 2025",
      params: lastYear,
      body: { planVersion: 1, decision: "approved", reason: "complete" },
    },
  },
  readControlPlan: { mill: { summary: "The plan in force", params } },
  listControlPlans: { bureau: { summary: "Approved plans in the whole city", query: { area: story.city, state: "approved" } } },
};
