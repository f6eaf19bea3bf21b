/** The endpoints of baseline prices. */
export const baselineEndpoints = {} as const;
