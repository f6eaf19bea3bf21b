/** The use cases of allocation of allowances, by operation. */
export const allowancesUseCases = {};
