/** What the API function that serves exports may do for them, beyond what all API functions of records may. */
export const exportsGrants = [] as const;

/** Consumers and jobs of exports. */
export const exportsFunctions = {} as const;
