/** The use cases of annual reports, by operation. */
export const reportsUseCases = {};
