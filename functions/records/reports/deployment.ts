/** What the API function that serves market reports may do for them, beyond what all API functions of records may. */
export const reportsGrants = [] as const;

/** Consumers and jobs of market reports. */
export const reportsFunctions = {} as const;
