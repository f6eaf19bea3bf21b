/** The use cases of market reports, by operation. */
export const reportsUseCases = {};
