/** Lifecycles of factor sets, key entities, the city's energy and coverage. */
export const registerLifecycles = {} as const;
