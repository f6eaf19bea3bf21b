/** What the API function that serves holdings may do for them, beyond what all API functions of records may. */
export const holdingsGrants = [] as const;

/** Consumers and jobs of holdings. */
export const holdingsFunctions = {} as const;
