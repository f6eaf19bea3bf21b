/** The endpoints of market statistics. */
export const statisticsEndpoints = {} as const;
