import type { FactsFunction, JobFunction, QueueFunction } from "../../../shared/deployment/context.ts";
import { index, sendTo, table } from "../../../shared/deployment/grants.ts";
import { dueIndex } from "../../../shared/deployment/indexes.ts";
import { coverageHears } from "./contract-heard.ts";
import { coveragePage } from "./coverage-page.ts";

/** What the API function that serves coverage may do for it, beyond what all API functions of collateral may. */
export const coverageGrants = [
  table("Collateral", ["GetItem"], ["coverage#*", "pledge#*"]),
  table("Collateral", ["Query"], ["pledge-versions#*"]),
  table("Collateral", ["Query"], ["coverage-history#*", "coverage-totals#*", "prices#*"]),
] as const;

/** What recalculating coverages reads and writes. */
const recalculating = [
  table("Collateral", ["BatchGetItem"], ["pledge#*", "register#*"]),
  table("Collateral", ["GetItem", "BatchGetItem", "PutItem"], ["coverage#*"]),
  table("Collateral", ["Query"], ["prices#*"]),
  table("Collateral", ["PutItem"], ["coverage-history#*", "fact#*"]),
  table("Collateral", ["UpdateItem"], ["coverage-totals#*"]),
] as const;

const onFact = {
  kind: "facts",
  handler: "functions/collateral/coverage/on-fact.handler.ts",
  facts: coverageHears,
  impact: "Banks and pledgors are not told that a coverage fell, and debtors get no statements",
  grants: [
    ...recalculating,
    // The list of positions that a price values, which they join and leave.
    table("Collateral", ["GetItem", "PutItem", "DeleteItem"], ["priced#*"]),
    table("Collateral", ["GetItem"], ["register#*"]),
    table("Collateral", ["BatchWriteItem"], ["prices#*"]),
    table("Collateral", ["PutItem"], ["coverage-turn#*"]),
    // Statements follow from the versions of pledges and registers.
    table("Collateral", ["Query"], ["pledge-versions#*", "book#*"]),
    sendTo("coverage-pages"),
  ],
} as const satisfies FactsFunction;

const page = {
  kind: "queue",
  handler: "functions/collateral/coverage/page.handler.ts",
  queue: "coverage-pages",
  message: coveragePage,
  maximumConcurrency: 2,
  impact: "Coverages lag behind published prices and the turn of months",
  grants: [...recalculating, table("Collateral", ["Query"], ["priced#*"]), sendTo("coverage-pages")],
} as const satisfies QueueFunction;

const turns = {
  kind: "job",
  handler: "functions/collateral/coverage/turns.handler.ts",
  everyMinutes: 5,
  impact: "Months begin and prices take effect unnoticed: coverages stay what they were",
  grants: [
    index("Collateral", dueIndex),
    table("Collateral", ["GetItem", "PutItem", "DeleteItem"], ["coverage-turn#*"]),
    sendTo("coverage-pages"),
  ],
} as const satisfies JobFunction;

/** Consumers and jobs of coverage. */
export const coverageFunctions = {
  "collateral-coverage-on-fact": onFact,
  "collateral-coverage-page": page,
  "collateral-coverage-turns": turns,
} as const;
