/** The use cases of the composite index, by operation. */
export const indexUseCases = {} as const;
