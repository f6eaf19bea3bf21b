/** Lifecycles of search. */
export const searchLifecycles = {} as const;
