import type { FactsFunction, QueueFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { recordReadings } from "../readings/deployment.ts";
import { sealedBlock } from "../sealing/contract.ts";
import { readBlocks } from "../sealing/deployment.ts";
import { recordedFacts } from "./contract-facts.ts";

/** The right to read trade records by what they are found by. */
export const readTrades = [
  table("Records", ["Query"], ["records#*", "records-by-*"]),
  table("Records", ["GetItem", "BatchGetItem"], ["record#*"]),
  table("Records", ["GetItem"], ["instruments#*"]),
] as const;

/** What the API function that serves trade records may do for them, beyond what all API functions of records may. */
export const tradesGrants = [
  ...readTrades,
  recordReadings,
  table("Records", ["Query"], ["differences#*", "exceptions#*", "public-records*"]),
] as const;

/** Consumers and jobs of trade records. */
export const tradesFunctions = {
  "records-on-trade": {
    kind: "facts",
    handler: "functions/records/trades/on-trade.handler.ts",
    facts: recordedFacts,
    impact: "Regulators and members do not see the latest trade records, and they are not sealed",
    grants: [
      table(
        "Records",
        ["BatchWriteItem"],
        ["record#*", "records#*", "records-by-*", "records-of-day#*", "record-days", "public-records*", "block#*"],
      ),
      // Tells the sealer of what may be late, unless it is sealed.
      table("Seals", ["BatchGetItem"], ["sealed#*"]),
      table("Seals", ["BatchWriteItem"], ["late"]),
    ],
  },
  "records-block-checks": {
    kind: "queue",
    handler: "functions/records/trades/checks/check-block.handler.ts",
    queue: "block-checks",
    message: sealedBlock,
    maximumConcurrency: 2,
    impact: "Nobody learns that a sealed trade record says something else than the ledger",
    warnings: {
      "record-differs": {
        says: "a trade record differs from the ledger",
        finding: "A sealed trade record says something else than the ledger's entry of the same cause, or there is no such entry",
      },
    },
    grants: [
      ...readBlocks,
      table("Records", ["Query"], ["entries-of#*", "records-of-day#*"]),
      table("Records", ["GetItem"], ["differences-of-block#*"]),
      table("Records", ["BatchWriteItem", "DeleteItem"], ["differences#*", "differences-of-block#*"]),
      table("Records", ["BatchWriteItem"], ["exceptions#*"]),
    ],
  },
} as const satisfies Record<string, FactsFunction | QueueFunction>;
