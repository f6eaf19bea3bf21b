/** Lifecycles of batches. */
export const batchesLifecycles = {} as const;
