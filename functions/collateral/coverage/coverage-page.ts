import * as z from "zod";

/** A page of the positions that an item's price values. The message of the queue `coverage-pages`. */
export const coveragePage = z.object({
  item: z.string().describe("Item whose price, or month, changed"),
  stripe: z.int().describe("Part of the list"),
  cursor: z.string().optional().describe("Where the page begins; absent for the first"),
});
/** See the schema. */
export type CoveragePage = z.infer<typeof coveragePage>;
