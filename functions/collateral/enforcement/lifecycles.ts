/** Lifecycles of enforcement. */
export const enforcementLifecycles = {} as const;
