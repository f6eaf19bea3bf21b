/** The use cases of income, by operation. */
export const incomeUseCases = {};
