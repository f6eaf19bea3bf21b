/** The endpoints of factor sets, key entities, the city's energy and coverage. */
export const registerEndpoints = {} as const;

/** The facts of factor sets, key entities, the city's energy and coverage. */
export const registerFacts = {} as const;
