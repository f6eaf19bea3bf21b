import type { FactsFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { recordReadings } from "../readings/deployment.ts";
import { recordedFacts } from "./contract-facts.ts";

/** The right to read trade records by what they are found by. */
export const readTrades = [
  table("Records", ["Query"], ["records#*", "records-by-*"]),
  table("Records", ["GetItem", "BatchGetItem"], ["record#*"]),
  table("Records", ["GetItem"], ["instruments#*"]),
] as const;

/** What the API function that serves trade records may do for them, beyond what all API functions of records may. */
export const tradesGrants = [...readTrades, recordReadings] as const;

/** Consumers and jobs of trade records. */
export const tradesFunctions = {
  "records-on-trade": {
    kind: "facts",
    handler: "functions/records/trades/on-trade.handler.ts",
    facts: recordedFacts,
    impact: "Regulators and members do not see the latest trade records, and they are not sealed",
    grants: [table("Records", ["BatchWriteItem"], ["record#*", "records#*", "records-by-*", "records-of-day#*", "block#*"])],
  },
} as const satisfies Record<string, FactsFunction>;
