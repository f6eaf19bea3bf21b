/** A global secondary index of a table. */
export interface IndexShape {
  readonly name: string;
  /** Attribute that is its partition key. */
  readonly partition: string;
  /** Attribute that is its sort key. */
  readonly sort: string;
  readonly projection: "ALL" | "KEYS_ONLY";
}

/** Lists with their own order, such as by area, newest first: each row names its list and its position. */
export const listingIndex = { name: "byListing", partition: "listing", sort: "listedAt", projection: "ALL" } as const;
/** Due work by kind, for jobs. The index lags, so a job reads the row before it acts. */
export const dueIndex = { name: "byDue", partition: "dueStripe", sort: "dueAt", projection: "KEYS_ONLY" } as const;
