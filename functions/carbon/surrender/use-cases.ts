/** The use cases of surrender, by operation. */
export const surrenderUseCases = {};
