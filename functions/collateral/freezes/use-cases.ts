/** The use cases of freezes, by operation. */
export const freezesUseCases = {};
