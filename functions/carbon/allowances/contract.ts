/** The endpoints of allocation of allowances. */
export const allowancesEndpoints = {} as const;

/** The facts of allocation of allowances. */
export const allowancesFacts = {} as const;
