import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readMembers, table } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex } from "../../shared/deployment/indexes.ts";
import { partiesEndpoints, partiesFacts } from "./contract.ts";
import { partiesLifecycles } from "./lifecycles.ts";
import { partiesNotices } from "./notices.ts";
import { partiesProblems } from "./problems.ts";

/** Members of the exchange, the people who act for them, and sites. */
export const parties = defineContext({
  name: "parties",
  description:
    "单位、人员、名称、排污场所与登记争议 Members, the people who act for them, their names and sites, and disputed registrations.",
  endpoints: partiesEndpoints,
  problems: partiesProblems,
  facts: partiesFacts,
  lifecycles: partiesLifecycles,
  notices: partiesNotices,
  tables: { Parties: { streamed: true, indexes: [listingIndex, dueIndex] } },
  functions: {
    "parties-api": {
      kind: "api",
      handler: "functions/parties/api.handler.ts",
      endpoints: partiesEndpoints,
      requests: { table: "Parties", path: "/parties/requests" },
      settings: ["firstOperator"],
      impact: "Organisations cannot register, and the operator cannot admit or suspend members",
      grants: [
        readMembers,
        ...commandsAndFacts("Parties"),
        table("Parties", ["Query", "PutItem"], ["party#*"]),
        table("Parties", ["Query", "PutItem", "DeleteItem"], ["person#*"]),
        table("Parties", ["GetItem", "PutItem"], ["code#*", "licence#*", "site#*"]),
        table("Parties", ["PutItem"], ["operator#*"]),
        index("Parties", listingIndex),
      ],
    },
    "parties-remind-licences": {
      kind: "job",
      handler: "functions/parties/licences/remind-licences.handler.ts",
      everyMinutes: 60,
      impact: "Holders are not told in time that the renewal of their discharge licence has to be applied for",
      grants: [
        index("Parties", dueIndex),
        table("Parties", ["GetItem", "PutItem"], ["party#*"]),
        table("Parties", ["PutItem"], ["fact#*"]),
      ],
    },
  },
});
