/** What the API of valuation may do for the composite index. */
export const indexGrants = [] as const;

/** Consumers of facts and queues of the composite index. */
export const indexFunctions = {} as const;
