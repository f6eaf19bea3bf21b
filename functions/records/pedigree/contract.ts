/** The endpoints of the pedigree of tonnes. */
export const pedigreeEndpoints = {} as const;
