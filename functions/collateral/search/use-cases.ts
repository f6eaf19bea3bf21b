/** The use cases of search, by operation. */
export const searchUseCases = {};
