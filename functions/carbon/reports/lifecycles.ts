/** Lifecycles of annual reports. */
export const reportsLifecycles = {} as const;
