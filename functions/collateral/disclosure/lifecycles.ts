/** Lifecycles of disclosure. */
export const disclosureLifecycles = {} as const;
