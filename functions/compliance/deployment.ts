import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readMembers, table } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import { complianceEndpoints, complianceFacts } from "./contract.ts";
import { complianceLifecycles } from "./lifecycles.ts";
import { complianceNotices } from "./notices.ts";
import { complianceProblems } from "./problems.ts";

/** What sites discharged, and whether sites and entities hold what they need for it. */
export const compliance = defineContext({
  name: "compliance",
  description: "履约：排放量申报与履约义务 Compliance: declarations of discharges, and whether what is held covers them.",
  endpoints: complianceEndpoints,
  problems: complianceProblems,
  facts: complianceFacts,
  lifecycles: complianceLifecycles,
  notices: complianceNotices,
  tables: { Compliance: { streamed: true, indexes: [listingIndex, secondListingIndex, dueIndex] } },
  functions: {
    "compliance-api": {
      kind: "api",
      handler: "functions/compliance/api.handler.ts",
      endpoints: complianceEndpoints,
      impact: "Members cannot declare what their sites discharged, and nobody sees who is short",
      grants: [
        readMembers,
        ...commandsAndFacts("Compliance"),
        table("Compliance", ["GetItem", "PutItem"], ["declaration#*", "declared#*"]),
        index("Compliance", listingIndex),
        index("Compliance", secondListingIndex),
      ],
    },
  },
});
