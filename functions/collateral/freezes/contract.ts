/** The endpoints of freezes. */
export const freezesEndpoints = {} as const;

/** The facts of freezes. */
export const freezesFacts = {} as const;
