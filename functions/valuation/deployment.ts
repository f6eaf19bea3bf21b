import { defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, readMembers, table } from "../../shared/deployment/grants.ts";
import { baselineFunctions, baselineGrants } from "./baseline/deployment.ts";
import { valuationEndpoints, valuationFacts } from "./contract.ts";
import { indexFunctions, indexGrants } from "./index/deployment.ts";
import { valuationLifecycles } from "./lifecycles.ts";
import { valuationNotices } from "./notices.ts";
import { valuationProblems } from "./problems.ts";
import { valuesFunctions, valuesGrants } from "./values/deployment.ts";

/** Prices and values: what markets paid, what the city publishes as the value, the index of it, and what every position is worth by it. */
export const valuation = defineContext({
  name: "valuation",
  description:
    "估值：市场价格及其均价、基准价、综合指数与持仓价值 Valuation: market prices and their averages, baseline prices, the composite index and the values of positions.",
  endpoints: valuationEndpoints,
  problems: valuationProblems,
  facts: valuationFacts,
  lifecycles: valuationLifecycles,
  notices: valuationNotices,
  tables: { Valuation: { streamed: true, indexes: [] }, Values: { streamed: false, indexes: [] } },
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
        ...baselineGrants,
        ...indexGrants,
        ...valuesGrants,
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
    ...baselineFunctions,
    ...indexFunctions,
    ...valuesFunctions,
  },
});
