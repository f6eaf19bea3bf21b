/** What the API of valuation may do for baseline prices. */
export const baselineGrants = [] as const;

/** Consumers of facts and queues of baseline prices. */
export const baselineFunctions = {} as const;
