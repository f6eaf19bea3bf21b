/** The use cases of templates and uploaded sheets, by operation. */
export const sheetsUseCases = {};
