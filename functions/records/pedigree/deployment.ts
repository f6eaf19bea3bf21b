/** What the API function that serves the pedigree of tonnes may do for them, beyond what all API functions of records may. */
export const pedigreeGrants = [] as const;

/** Consumers and jobs of the pedigree of tonnes. */
export const pedigreeFunctions = {} as const;
