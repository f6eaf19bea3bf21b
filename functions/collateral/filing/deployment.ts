/** What the API function that serves filing may do for them, beyond what all API functions of collateral may. */
export const filingGrants = [] as const;

/** Consumers and jobs of filing. */
export const filingFunctions = {} as const;
