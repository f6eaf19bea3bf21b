/** Lifecycles of filing. */
export const filingLifecycles = {} as const;
