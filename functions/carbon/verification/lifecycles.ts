/** Lifecycles of verification. */
export const verificationLifecycles = {} as const;
