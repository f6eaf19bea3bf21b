/** The use cases of verification, by operation. */
export const verificationUseCases = {};
