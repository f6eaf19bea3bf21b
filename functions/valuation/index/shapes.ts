import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, growingWords } from "../../../shared/kernel/schemas.ts";
import { baselinePriceNamed } from "../baseline/shapes.ts";

const { item } = baselinePriceNamed;
const inBasket = { item, area: areaCodeOut };
const indexId = z.string().describe("Index").meta({ example: "ezhou-permits" });
const period = z
  .string()
  .describe("Period: a year, a quarter or a month, of the form of the index's base period")
  .meta({ example: "2027-Q1" });

/** What an index is made of from a period on. */
export const basketStated = {
  indexId,
  period: period.describe("Period that is 100, for the first basket; for another, the period in which it is linked to the one before"),
  items: z
    .array(
      component("IndexBasketItem", {
        ...inBasket,
        weight: decimalOut.describe("Share of the value of the basket's period; only the ratio of weights matters"),
        basePriceCny: decimalOut
          .optional()
          .describe("Price of the basket's period as stated; absent where it is the baseline price published for it"),
      }),
    )
    .describe("Items, each in an area"),
  documentNumber: field.documentNumber.describe("Document that decides on the basket"),
};
/** A basket of an index. */
export const indexBasket = component("IndexBasket", { ...basketStated, publishedAt: instantOut("When it was published") });

/** An index. */
export const priceIndex = component("PriceIndex", {
  indexId,
  basePeriod: period.describe("Period that is 100"),
  basketPeriod: period.describe("Period from which its current basket counts"),
  baskets: count.describe("Baskets that it had, the current one included"),
});

const changes = ["price-published", "price-corrected", "basket-linked"] as const;
/** Why a point was revised. */
export type IndexChangeKind = (typeof changes)[number];

/** What the index of a period is. */
export const pointStated = {
  indexId,
  period,
  version: count.describe("Version: 1 as it was first published; every revision is another"),
  composite: decimalOut.describe(
    "100 x sum(weight x price / base price) / sum(weight), chained where the basket changed; two decimals, half up",
  ),
  items: z
    .array(
      component("ItemIndex", {
        ...inBasket,
        index: decimalOut.describe("100 x price / base price of the item alone; two decimals, half up"),
      }),
    )
    .describe("Index of each item of the basket"),
  carriedForward: z
    .array(component("IndexItem", inBasket))
    .describe("Items without a published price for the period: their last known one was carried forward"),
  basketPeriod: period.describe("Period of the basket that it was computed with"),
  changes: z
    .array(
      component("IndexChange", {
        what: growingWords("IndexChangeKind", changes, "What changed"),
        period: period.describe("Period of the price, or in which the basket was linked"),
        item: item.optional().describe("Item of the price; absent for a basket"),
        area: areaCodeOut.optional(),
        priceVersion: count.optional().describe("Version of the price; absent for a basket"),
      }),
    )
    .describe("What is different from the version before; none in the first"),
  reason: z.string().optional().describe("Reason of the corrections among the changes; absent where there is none"),
};
/** A version of the index of a period. */
export const indexPoint = component("IndexPoint", {
  ...pointStated,
  publishedAt: instantOut("When the last of what it rests on was published"),
});
