/** What the API function that serves disclosure may do for them, beyond what all API functions of collateral may. */
export const disclosureGrants = [] as const;

/** Consumers and jobs of disclosure. */
export const disclosureFunctions = {} as const;
