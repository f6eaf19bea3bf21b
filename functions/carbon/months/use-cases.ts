/** The use cases of monthly storage, by operation. */
export const monthsUseCases = {};
