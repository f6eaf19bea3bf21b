import { defineContext } from "../../shared/deployment/context.ts";
import { readMembers } from "../../shared/deployment/grants.ts";
import { surveillanceEndpoints } from "./contract.ts";
import { surveillanceLifecycles } from "./lifecycles.ts";
import { surveillanceProblems } from "./problems.ts";
import { screensFunctions, screensGrants } from "./screens/deployment.ts";
import { supervisionFunctions, supervisionGrants } from "./supervision/deployment.ts";
import { worklistGrants } from "./worklist/deployment.ts";

/** What regulators watch, and nobody else sees: screens of auctions that have closed, a worklist, and what the operator does. */
export const surveillance = defineContext({
  name: "surveillance",
  description:
    "市场监管：场次筛查、待办与对运营机构的监督 Surveillance: screens of auctions, their worklist, and supervision of the operator.",
  endpoints: surveillanceEndpoints,
  problems: surveillanceProblems,
  facts: {},
  lifecycles: surveillanceLifecycles,
  // No stream: nothing of it is told to anybody.
  tables: { Surveillance: { streamed: false, indexes: [] } },
  functions: {
    "surveillance-api": {
      kind: "api",
      handler: "functions/surveillance/api.handler.ts",
      endpoints: surveillanceEndpoints,
      impact: "Regulators can neither see nor review what stands out, nor what the operator does",
      grants: [readMembers, ...screensGrants, ...worklistGrants, ...supervisionGrants],
    },
    ...screensFunctions,
    ...supervisionFunctions,
  },
});
