/** What the API function that serves sealing may do for them, beyond what all API functions of records may. */
export const sealingGrants = [] as const;

/** Consumers and jobs of sealing. */
export const sealingFunctions = {} as const;
