/** The use cases of enforcement, by operation. */
export const enforcementUseCases = {};
