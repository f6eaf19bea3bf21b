/** The use cases of disclosure, by operation. */
export const disclosureUseCases = {};
