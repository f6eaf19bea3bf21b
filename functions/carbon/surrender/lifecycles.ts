/** Lifecycles of surrender. */
export const surrenderLifecycles = {} as const;
