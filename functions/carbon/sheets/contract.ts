/** The endpoints of templates and uploaded sheets. */
export const sheetsEndpoints = {} as const;

/** The facts of templates and uploaded sheets. */
export const sheetsFacts = {} as const;
