/** The endpoints of pledges. */
export const pledgesEndpoints = {} as const;

/** The facts of pledges. */
export const pledgesFacts = {} as const;
