/** Whose accounts an area lists: its members' and their sites', or the exchange's own. */
export const accountOwners = ["members", "houses"] as const;
/** One of them. */
export type AccountOwners = (typeof accountOwners)[number];
