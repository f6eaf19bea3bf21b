import { readCalendars, table } from "../../../shared/deployment/grants.ts";
import { nameFilingGrants } from "../changes/deployment.ts";

/** What the API function that serves filing may do for it, beyond what all API functions of collateral may. */
export const filingGrants = [
  ...nameFilingGrants,
  readCalendars,
  table("Collateral", ["GetItem", "PutItem"], ["filed-number#*"]),
  table("Collateral", ["Query", "PutItem", "DeleteItem"], ["cancellations#*", "cancellations-in#*"]),
] as const;

/** Consumers and jobs of filing: none, the job of terms also tells of overdue cancellations. */
export const filingFunctions = {} as const;
