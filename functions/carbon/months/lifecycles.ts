/** Lifecycles of monthly storage. */
export const monthsLifecycles = {} as const;
