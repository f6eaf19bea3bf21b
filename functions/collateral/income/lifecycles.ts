/** Lifecycles of income. */
export const incomeLifecycles = {} as const;
