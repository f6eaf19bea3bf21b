/** The endpoints of sealing. */
export const sealingEndpoints = {} as const;
