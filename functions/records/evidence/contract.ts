/** The endpoints of evidence of auctions. */
export const evidenceEndpoints = {} as const;
