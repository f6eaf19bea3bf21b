/** What the API function that serves evidence of auctions may do for them, beyond what all API functions of records may. */
export const evidenceGrants = [] as const;

/** Consumers and jobs of evidence of auctions. */
export const evidenceFunctions = {} as const;
