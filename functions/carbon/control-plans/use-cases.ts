/** The use cases of data-quality control plans, by operation. */
export const controlPlansUseCases = {};
