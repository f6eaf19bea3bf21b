/** Lifecycles of templates and uploaded sheets. */
export const sheetsLifecycles = {} as const;
