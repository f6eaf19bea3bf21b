/** The endpoints of filing. */
export const filingEndpoints = {} as const;

/** The facts of filing. */
export const filingFacts = {} as const;
