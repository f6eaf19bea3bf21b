import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, readMembers, table } from "../../shared/deployment/grants.ts";
import { valuationEndpoints, valuationFacts } from "./contract.ts";
import { valuationLifecycles } from "./lifecycles.ts";
import { valuationNotices } from "./notices.ts";
import { valuationProblems } from "./problems.ts";

/** Published prices of markets where they don't come from our own trades, and their averages. */
export const valuation = defineContext({
  name: "valuation",
  description: "估值：公布的市场价格及其均价 Published market prices and their averages.",
  endpoints: valuationEndpoints,
  problems: valuationProblems,
  facts: valuationFacts,
  lifecycles: valuationLifecycles,
  notices: valuationNotices,
  tables: { Valuation: { streamed: true, indexes: [] } },
  functions: {
    "valuation-api": {
      kind: "api",
      handler: "functions/valuation/api.handler.ts",
      endpoints: valuationEndpoints,
      requests: { table: "Valuation", path: "/valuation/requests" },
      impact: "Published prices cannot be booked or read",
      grants: [
        readMembers,
        ...commandsAndFacts("Valuation"),
        table("Valuation", ["GetItem", "PutItem"], ["series#*", "import#*"]),
        table("Valuation", ["BatchWriteItem"], ["import#*"]),
        table("Valuation", ["GetItem", "BatchGetItem", "PutItem", "Query"], ["days#*"]),
        table("Valuation", ["PutItem", "Query"], ["versions#*"]),
      ],
    },
    "valuation-book-file": {
      kind: "facts",
      handler: "functions/valuation/imports/on-file-imported.handler.ts",
      facts: [valuationFacts.priceFileImported],
      impact: "Prices of an imported file are not booked, and nothing else can be booked for its markets",
      grants: [
        table("Valuation", ["GetItem", "PutItem"], ["series#*", "import#*"]),
        table("Valuation", ["BatchGetItem", "PutItem"], ["days#*"]),
        table("Valuation", ["PutItem"], ["versions#*", "fact#*"]),
      ],
    },
  },
});
