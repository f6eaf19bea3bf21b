/** What the API function that serves freezes may do for them, beyond what all API functions of collateral may. */
export const freezesGrants = [] as const;

/** Consumers and jobs of freezes. */
export const freezesFunctions = {} as const;
