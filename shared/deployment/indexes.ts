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
/** A second list of the same rows, sparse like the first: those of one state, or everybody's where the first has each member's. */
export const secondListingIndex = {
  name: "bySecondListing",
  partition: "secondListing",
  sort: "secondListedAt",
  projection: "ALL",
} as const;
/** Due work by kind, for jobs. The index lags, so a job reads the row before it acts. */
export const dueIndex = { name: "byDue", partition: "dueStripe", sort: "dueAt", projection: "KEYS_ONLY" } as const;
