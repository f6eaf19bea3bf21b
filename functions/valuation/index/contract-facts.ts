/** The facts of the composite index. */
export const indexFacts = {} as const;
