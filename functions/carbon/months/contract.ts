/** The endpoints of monthly storage. */
export const monthsEndpoints = {} as const;

/** The facts of monthly storage. */
export const monthsFacts = {} as const;
