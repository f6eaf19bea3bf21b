import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, words } from "../../../shared/kernel/schemas.ts";
import { baselinePriceNamed } from "../baseline/shapes.ts";
import { segments } from "./position-page.ts";

/** What a position was worth from a day on, and what that rests on. */
export const positionValue = component("PositionValue", {
  asOf: dayOut("Day from which it counts: the first of a month, or the effective date of a price"),
  valueCny: decimalOut.describe("Value in CNY: price x quantity x months not begun / months that the price pays for, half up to the fen"),
  quantity: decimalOut.describe("Quantity that is valued, available and held"),
  entry: count.describe("Number of the ledger entry after which the position held it: positions count their entries"),
  monthsNotBegun: count.optional().describe("Months of its term not begun on that day; absent where the price does not depend on time"),
  ...baselinePriceNamed,
  effectiveOn: dayOut("First day on which the price counts"),
  priceVersion: count.describe("Version of the price"),
  priceCny: decimalOut.describe("CNY for a unit"),
  pricedMonths: count.optional().describe("Months that the price pays for; absent where it does not depend on time"),
  methodVersion: count.describe("Version of the method by which it is computed"),
});

/** A position with its latest value. */
export const valuedPosition = component("ValuedPosition", {
  account: field.account,
  instrument: field.instrument,
  quantity: decimalOut.describe("What it holds after its latest known entry, available and held"),
  value: positionValue.optional().describe("Its latest value; absent where no price has been in force for it"),
});

/** A revaluation: what all positions of an item are valued again for. */
export const revaluation = component("Revaluation", {
  revaluationId: z.string().describe("Revaluation; that for a price has the id of the fact that published it"),
  item: baselinePriceNamed.item,
  day: dayOut("Day from which it counts"),
  because: words("RevaluationCause", ["price", "month"], "Because a price was published or began to count, or because a month began"),
  price: z
    .object({
      area: areaCodeOut,
      period: baselinePriceNamed.period,
      version: count.describe("Version of the price"),
    })
    .optional()
    .describe("The price; absent where a month began"),
});

/** A revaluation with how far it is. */
export const revaluationProgress = component("RevaluationProgress", {
  ...revaluation.shape,
  done: z.boolean().describe("Whether every position has been looked at"),
  positions: count.describe("Positions looked at"),
  valued: count.describe("Positions that were given a value: those that the price counts for"),
  segments: z
    .array(
      z.object({
        segment: count.describe(`Part of the positions, 0 to ${segments - 1}`),
        state: words("SegmentState", ["waiting", "running", "done"], "Whether a part has begun and ended"),
        positions: count.describe("Positions looked at"),
        valued: count.describe("Positions that were given a value"),
        changedAt: instantOut("When its last page was done").optional(),
      }),
    )
    .describe("Every part of the positions"),
});
