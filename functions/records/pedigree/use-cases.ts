/** The use cases of the pedigree of tonnes, by operation. */
export const pedigreeUseCases = {};
