/** The use cases of sealing, by operation. */
export const sealingUseCases = {};
