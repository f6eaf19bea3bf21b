/** What the API function that serves enforcement may do for them, beyond what all API functions of collateral may. */
export const enforcementGrants = [] as const;

/** Consumers and jobs of enforcement. */
export const enforcementFunctions = {} as const;
