import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readMembers, sendTo, table } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import { carbonFacts } from "../carbon/contract.ts";
import { licencesFacts } from "../licences/contract.ts";
import { valuationFacts } from "../valuation/contract.ts";
import { complianceEndpoints, complianceFacts, obligationPage } from "./contract.ts";
import { complianceLifecycles } from "./lifecycles.ts";
import { complianceNotices } from "./notices.ts";
import { complianceProblems } from "./problems.ts";

/** What recalculating an obligation reads and writes. */
const recalculatingGrants = [
  table("Compliance", ["GetItem", "PutItem"], ["obligation#*"]),
  table("Compliance", ["Query"], ["inputs#*", "prices#*"]),
  // The list of a market, which it joins and leaves.
  table("Compliance", ["PutItem", "DeleteItem"], ["priced#*"]),
  table("Compliance", ["PutItem"], ["fact#*"]),
] as const;

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
        ...recalculatingGrants,
        table("Compliance", ["BatchGetItem"], ["obligation#*"]),
        // Rebuilding reads the facts themselves, and keeps those that were not heard.
        table("Compliance", ["BatchWriteItem"], ["inputs#*"]),
        table("Parties", ["GetItem"], ["site#*"]),
        table("Records", ["Query"], ["party#*", "posting#*"]),
        table("Ledger", ["Query"], ["permit#*", "allowance#*"]),
        table("Ledger", ["BatchGetItem"], ["fact#*"]),
      ],
    },
    "compliance-on-fact": {
      kind: "facts",
      handler: "functions/compliance/obligations/on-fact.handler.ts",
      facts: [
        transferFact,
        licencesFacts.permitRecorded,
        complianceFacts.dischargeAccepted,
        complianceFacts.dischargeReversed,
        carbonFacts.obligationChanged,
        valuationFacts.pricePublished,
      ],
      impact: "Obligations lag behind what was declared, recorded, transferred and surrendered",
      grants: [...recalculatingGrants, table("Compliance", ["BatchWriteItem"], ["inputs#*", "prices#*"]), sendTo("compliance-pages")],
    },
    "compliance-page": {
      kind: "queue",
      handler: "functions/compliance/obligations/page.handler.ts",
      queue: "compliance-pages",
      message: obligationPage,
      maximumConcurrency: 2,
      impact: "Exposures lag behind published prices, and months, years and deadlines pass unnoticed",
      grants: [
        ...recalculatingGrants,
        table("Compliance", ["BatchGetItem"], ["obligation#*"]),
        table("Compliance", ["Query"], ["priced#*"]),
        sendTo("compliance-pages"),
      ],
    },
    "compliance-turns": {
      kind: "job",
      handler: "functions/compliance/obligations/turns.handler.ts",
      everyMinutes: 5,
      impact: "Months, years and deadlines pass unnoticed: members that are short are not told",
      grants: [index("Compliance", dueIndex), sendTo("compliance-pages")],
    },
  },
});
