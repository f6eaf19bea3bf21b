/** Lifecycles of coverage. */
export const coverageLifecycles = {} as const;
