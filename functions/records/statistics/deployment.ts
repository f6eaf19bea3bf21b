import type { QueueFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { recordAreaReadings } from "../readings/deployment.ts";
import { sealedBlock } from "../sealing/contract.ts";
import { readBlocks } from "../sealing/deployment.ts";

/** The right to read aggregates of sealed records. */
export const readAggregates = [
  table("Records", ["GetItem"], ["aggregates"]),
  table("Records", ["BatchGetItem", "Query"], ["aggregates#*"]),
] as const;

/** What the API function that serves market statistics may do for them, beyond what all API functions of records may. */
export const statisticsGrants = [
  ...readAggregates,
  // Names of the largest parties of an area are a reading of it, of one page.
  recordAreaReadings,
  // How far everything is sealed.
  table("Seals", ["GetItem"], ["chain"]),
  table("Seals", ["Query"], ["heads"]),
  // Whether there is an instrument of a name.
  table("Records", ["GetItem"], ["instruments#*"]),
  table("Records", ["Query"], ["records#*"]),
] as const;

/** Consumers and jobs of market statistics. */
export const statisticsFunctions = {
  "records-block-statistics": {
    kind: "queue",
    handler: "functions/records/statistics/count-block.handler.ts",
    queue: "block-statistics",
    message: sealedBlock,
    // Blocks are counted in their order: more workers would only wait for each other.
    maximumConcurrency: 2,
    impact: "Totals, market statistics and market reports lag behind the sealed records",
    grants: [
      ...readBlocks,
      table("Records", ["GetItem", "PutItem"], ["aggregates"]),
      table("Records", ["BatchGetItem", "PutItem"], ["aggregates#*", "aggregate-details#*"]),
    ],
  },
} as const satisfies Record<string, QueueFunction>;
