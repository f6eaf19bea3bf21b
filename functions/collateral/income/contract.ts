/** The endpoints of income. */
export const incomeEndpoints = {} as const;

/** The facts of income. */
export const incomeFacts = {} as const;
