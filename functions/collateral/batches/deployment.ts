/** What the API function that serves batches may do for them, beyond what all API functions of collateral may. */
export const batchesGrants = [] as const;

/** Consumers and jobs of batches. */
export const batchesFunctions = {} as const;
