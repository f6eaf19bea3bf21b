/** The use cases of holdings, by operation. */
export const holdingsUseCases = {};
