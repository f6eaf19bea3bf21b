/** What the API function that serves search may do for them, beyond what all API functions of collateral may. */
export const searchGrants = [] as const;

/** Consumers and jobs of search. */
export const searchFunctions = {} as const;
