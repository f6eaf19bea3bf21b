import { table } from "../../../shared/deployment/grants.ts";

/** What looking for exclusions reads: whoever pledges does, too. */
export const exclusionGrants = [
  table("Collateral", ["Query"], ["standing#*", "accidents#*"]),
  table("Ledger", ["Query"], ["cash#party:*"]),
  table("Allocations", ["BatchGetItem"], ["debt#*"]),
] as const;

/** What the API function that serves disclosure may do for them, beyond what all API functions of collateral may. */
export const disclosureGrants = [...exclusionGrants] as const;

/** Consumers and jobs of disclosure. */
export const disclosureFunctions = {} as const;
