import { words } from "../kernel/schemas.ts";

/** What of each trade of a sale may be published: who won, how much, at which price. */
export const publishedParts = ["winner-name", "quantity", "price"] as const;
/** One of them. */
export type PublishedPart = (typeof publishedParts)[number];
/** Schema of a part of a trade that is published. */
export const publishedPart = words(
  "PublishedPart",
  publishedParts,
  "Part of a trade that is published; its amount is where both quantity and price are",
);
