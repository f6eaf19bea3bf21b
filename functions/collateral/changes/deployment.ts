/** What the API function that serves changes may do for them, beyond what all API functions of collateral may. */
export const changesGrants = [] as const;

/** Consumers and jobs of changes. */
export const changesFunctions = {} as const;
