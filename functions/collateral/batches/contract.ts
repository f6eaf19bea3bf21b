/** The endpoints of batches. */
export const batchesEndpoints = {} as const;

/** The facts of batches. */
export const batchesFacts = {} as const;
