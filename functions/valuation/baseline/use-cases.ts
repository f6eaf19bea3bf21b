/** The use cases of baseline prices, by operation. */
export const baselineUseCases = {} as const;
