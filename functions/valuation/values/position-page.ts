import * as z from "zod";

/** Parts of the positions of an item, which are revalued beside each other. */
export const segments = 16;

/** Which price a revaluation is for. */
const namedPrice = z.object({
  area: z.string().describe("Area that the price is published for"),
  period: z.string().describe("Period that it is published for"),
  version: z.int().describe("Version"),
});

/** A page of the positions of an item that are to be valued again. The message of the queue `valuation-pages`. */
export const positionPage = z.object({
  revaluationId: z.string().describe("Revaluation that it is part of"),
  item: z.string().describe("What is valued, such as `permit/COD/liangzi-lake`"),
  price: namedPrice.optional().describe("Only positions that this price counts for; all of them when absent"),
  days: z.array(z.iso.date()).min(1).describe("Days as of which they are valued, the earliest first"),
  segment: z
    .int()
    .min(0)
    .max(segments - 1)
    .describe("Part of the positions"),
  cursor: z.string().optional().describe("Where the page begins; absent for the first"),
  positions: z.int().min(0).describe("Positions of the segment on the pages before"),
  valued: z.int().min(0).describe("How many of them were given a value"),
});
/** See the schema. */
export type PositionPage = z.infer<typeof positionPage>;
