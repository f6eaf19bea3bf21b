/** The endpoints of search. */
export const searchEndpoints = {} as const;

/** The facts of search. */
export const searchFacts = {} as const;
