/** The endpoints of data-quality control plans. */
export const controlPlansEndpoints = {} as const;

/** The facts of data-quality control plans. */
export const controlPlansFacts = {} as const;
