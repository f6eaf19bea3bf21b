/** The use cases of evidence of auctions, by operation. */
export const evidenceUseCases = {};
