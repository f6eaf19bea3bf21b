/** What the API function that serves market statistics may do for them, beyond what all API functions of records may. */
export const statisticsGrants = [] as const;

/** Consumers and jobs of market statistics. */
export const statisticsFunctions = {} as const;
