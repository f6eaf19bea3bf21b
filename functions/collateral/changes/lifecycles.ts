/** Lifecycles of changes. */
export const changesLifecycles = {} as const;
