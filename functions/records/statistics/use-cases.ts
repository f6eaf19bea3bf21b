/** The use cases of market statistics, by operation. */
export const statisticsUseCases = {};
