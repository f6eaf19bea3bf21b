/** The use cases of batches, by operation. */
export const batchesUseCases = {};
