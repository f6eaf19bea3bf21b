import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut } from "../../../shared/kernel/schemas.ts";

/** Which price a baseline price is: one of each item, area and period. */
export const baselinePriceNamed = {
  item: z
    .string()
    .describe(
      "What it is the price of: a class of assets and the parts of a name that its price depends on, such as `permit/COD/liangzi-lake`",
    )
    .meta({ example: "permit/COD/liangzi-lake" }),
  area: areaCodeOut,
  period: z.string().describe("Period that it is published for: `2027`, `2027-Q1` or `2027-01`").meta({ example: "2027-Q1" }),
};

/** What a version of a baseline price says. */
export const baselinePriceStated = {
  ...baselinePriceNamed,
  effectiveOn: dayOut("First day on which it counts"),
  version: count.describe("Version: 1 as it was first published; every correction is another"),
  priceCny: decimalOut.describe("CNY for a unit of the item"),
  previousPriceCny: decimalOut
    .optional()
    .describe(
      "Price that it takes the place of: of the version before, or the one in effect before it; absent from the first of an item and area",
    ),
  pricedMonths: count.optional().describe("Months that it pays for; absent where the price does not depend on time"),
  documentNumber: field.documentNumber.describe("Document that publishes it"),
  correctionReason: z.string().optional().describe("Why it was corrected; absent from the first version"),
};

/** A version of a baseline price. */
export const baselinePrice = component("BaselinePrice", {
  priceId: z.string().describe("Price, whatever its version").meta({ example: "permit.COD.liangzi-lake.420700.2027-Q1" }),
  ...baselinePriceStated,
  publishedAt: instantOut("When this version was published"),
});
