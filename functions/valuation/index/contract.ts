/** The endpoints of the composite index. */
export const indexEndpoints = {} as const;
