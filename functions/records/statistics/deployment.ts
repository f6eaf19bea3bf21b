import { table } from "../../../shared/deployment/grants.ts";

/** The right to read aggregates of sealed records. */
export const readAggregates = [
  table("Records", ["GetItem"], ["aggregates"]),
  table("Records", ["BatchGetItem", "Query"], ["aggregates#*"]),
] as const;

/** What the API function that serves market statistics may do for them, beyond what all API functions of records may. */
export const statisticsGrants = [...readAggregates] as const;

/** Consumers and jobs of market statistics. */
export const statisticsFunctions = {} as const;
