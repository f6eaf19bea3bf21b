/** Lifecycles of data-quality control plans. */
export const controlPlansLifecycles = {} as const;
