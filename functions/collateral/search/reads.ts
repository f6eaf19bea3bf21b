/** Queries of a search that run at once. */
export const readsAtOnce = 20;
