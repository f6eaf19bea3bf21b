/** What the API function that serves coverage may do for them, beyond what all API functions of collateral may. */
export const coverageGrants = [] as const;

/** Consumers and jobs of coverage. */
export const coverageFunctions = {} as const;
