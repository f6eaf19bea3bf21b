/** The endpoints of disclosure. */
export const disclosureEndpoints = {} as const;

/** The facts of disclosure. */
export const disclosureFacts = {} as const;
