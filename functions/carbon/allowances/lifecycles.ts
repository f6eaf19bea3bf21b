/** Lifecycles of allocation of allowances. */
export const allowancesLifecycles = {} as const;
