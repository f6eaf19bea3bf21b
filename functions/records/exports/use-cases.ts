/** The use cases of exports, by operation. */
export const exportsUseCases = {};
