/** The use cases of coverage, by operation. */
export const coverageUseCases = {};
