import { sendTo, table } from "../../../shared/deployment/grants.ts";
import { transferFact } from "../../../shared/ledger/contract.ts";
import { assetClasses } from "../../../shared/valuation/asset-classes.ts";
import { baselineFacts } from "../baseline/contract-facts.ts";
import { positionPage } from "./position-page.ts";

/** What the API of valuation may do for values. */
export const valuesGrants = [
  table("Values", ["Query"], ["account#*", "value#*", "revaluations", "progress#*"]),
  table("Parties", ["GetItem"], ["site#*"]),
] as const;

/** Starting a revaluation. */
const startingGrants = [table("Values", ["BatchWriteItem"], ["progress#*", "revaluations"]), sendTo("valuation-pages")] as const;

/** Consumers of facts, the queue and the job of values. */
export const valuesFunctions = {
  "valuation-on-transfer": {
    kind: "facts",
    handler: "functions/valuation/values/on-transfer.handler.ts",
    facts: [transferFact],
    impact: "Values lag behind what was transferred, pledged and retired",
    grants: [
      table(
        "Ledger",
        ["GetItem"],
        assetClasses.map((each) => `${each.class}#*`),
      ),
      table("Parties", ["GetItem"], ["site#*", "party#*"]),
      table("Values", ["PutItem"], ["holding#*", "account#*"]),
      // What an account holds nothing of leaves its list.
      table("Values", ["DeleteItem"], ["account#*"]),
      table("Values", ["Query"], ["prices#*"]),
      table("Values", ["BatchWriteItem"], ["value#*"]),
    ],
  },
  "valuation-on-price": {
    kind: "facts",
    handler: "functions/valuation/values/on-price.handler.ts",
    facts: [baselineFacts.baselinePricePublished],
    impact: "Published baseline prices change no values",
    grants: [table("Values", ["BatchWriteItem"], ["prices#*", "items", "awaited"]), ...startingGrants],
  },
  "valuation-page": {
    kind: "queue",
    handler: "functions/valuation/values/page.handler.ts",
    queue: "valuation-pages",
    message: positionPage,
    // The least that Lambda allows: a price revalues a hundred thousand positions by two workers in minutes, and all other runs of the account are
    // left to those who bid.
    maximumConcurrency: 2,
    impact: "Values lag behind published prices and the months that have begun",
    grants: [
      table("Values", ["Query"], ["holding#*", "prices#*"]),
      table("Values", ["BatchWriteItem"], ["value#*"]),
      table("Values", ["PutItem"], ["progress#*"]),
      // Holdings whose term is over leave the lists.
      table("Values", ["DeleteItem"], ["holding#*", "account#*"]),
      sendTo("valuation-pages"),
    ],
  },
  "valuation-turns": {
    kind: "job",
    handler: "functions/valuation/values/turns.handler.ts",
    everyMinutes: 5,
    impact: "Prices whose day has come change no values, and months that have begun do not either",
    grants: [
      table("Values", ["Query"], ["items", "awaited"]),
      table("Values", ["BatchGetItem"], ["progress#*"]),
      table("Values", ["DeleteItem"], ["awaited"]),
      ...startingGrants,
    ],
  },
} as const;
