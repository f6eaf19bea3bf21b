/** The endpoints of enforcement. */
export const enforcementEndpoints = {} as const;

/** The facts of enforcement. */
export const enforcementFacts = {} as const;
