/** Lifecycles of freezes. */
export const freezesLifecycles = {} as const;
