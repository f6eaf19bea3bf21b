/** The endpoints of market reports. */
export const reportsEndpoints = {} as const;
