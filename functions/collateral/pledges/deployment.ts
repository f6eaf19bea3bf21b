/** What the API function that serves pledges may do for them, beyond what all API functions of collateral may. */
export const pledgesGrants = [] as const;

/** Consumers and jobs of pledges. */
export const pledgesFunctions = {} as const;
