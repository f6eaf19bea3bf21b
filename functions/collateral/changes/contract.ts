/** The endpoints of changes. */
export const changesEndpoints = {} as const;

/** The facts of changes. */
export const changesFacts = {} as const;
