import type { FactsFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { sessionFacts } from "./contract-facts.ts";

/** What the API function that serves market reports may do for them, beyond what all API functions of records may. */
export const reportsGrants = [
  table("Records", ["Query"], ["sessions#*", "participants#*"]),
  // Statements of reserves and caps at the end of a period.
  table("Records", ["Query"], ["posting#reserve:*", "posting#cap:*", "month-end#reserve:*", "month-end#cap:*"]),
  table("Ledger", ["GetItem", "Query"], ["quota#reserve:*", "headroom#cap:*"]),
] as const;

/** Consumers and jobs of market reports. */
export const reportsFunctions = {
  "records-on-session": {
    kind: "facts",
    handler: "functions/records/reports/on-session.handler.ts",
    facts: sessionFacts,
    impact: "Market reports lack sessions and participants",
    grants: [table("Records", ["BatchWriteItem"], ["sessions#*", "participants#*"])],
  },
} as const satisfies Record<string, FactsFunction>;
