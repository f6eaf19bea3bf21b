/** The use cases of pledges, by operation. */
export const pledgesUseCases = {};
