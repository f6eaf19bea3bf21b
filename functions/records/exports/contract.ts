/** The endpoints of exports. */
export const exportsEndpoints = {} as const;
