/** Accounts per instrument, for sums. Its rows are keys only: a sum reads the positions themselves. */
export const instrumentIndex = { name: "byInstrument", partition: "instrumentStripe", sort: "account", projection: "KEYS_ONLY" } as const;
