/** The endpoints of holdings. */
export const holdingsEndpoints = {} as const;
