/** The endpoints of verification. */
export const verificationEndpoints = {} as const;

/** The facts of verification. */
export const verificationFacts = {} as const;
