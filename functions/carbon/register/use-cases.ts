/** The use cases of factor sets, key entities, the city's energy and coverage, by operation. */
export const registerUseCases = {};
