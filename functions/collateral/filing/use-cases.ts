/** The use cases of filing, by operation. */
export const filingUseCases = {};
