import { table } from "../../../shared/deployment/grants.ts";
import { recordReadings } from "../readings/deployment.ts";

/** What the API function that serves holdings may do for them, beyond what all API functions of records may. */
export const holdingsGrants = [
  table("Parties", ["Query"], ["party#*"]),
  table("Parties", ["BatchGetItem"], ["party#*", "site#*"]),
  recordReadings,
] as const;

/** Consumers and jobs of holdings. */
export const holdingsFunctions = {} as const;
