/** The endpoints of coverage. */
export const coverageEndpoints = {} as const;

/** The facts of coverage. */
export const coverageFacts = {} as const;
