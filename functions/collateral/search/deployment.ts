import { table } from "../../../shared/deployment/grants.ts";

/** The right to write the rows by which searches find a registration: every function that registers has it. */
export const searchableGrant = table("Collateral", ["PutItem"], ["found#*"]);

/** What the API function that serves search may do for them, beyond what all API functions of collateral may. */
export const searchGrants = [] as const;

/** Consumers and jobs of search. */
export const searchFunctions = {} as const;
