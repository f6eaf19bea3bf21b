/** What the API function that serves income may do for them, beyond what all API functions of collateral may. */
export const incomeGrants = [] as const;

/** Consumers and jobs of income. */
export const incomeFunctions = {} as const;
