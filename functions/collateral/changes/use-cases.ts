/** The use cases of changes, by operation. */
export const changesUseCases = {};
