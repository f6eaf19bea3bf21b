import * as z from "zod";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { baselinePriceStated } from "./shapes.ts";

const { priceCny, previousPriceCny, correctionReason, pricedMonths: _, ...told } = baselinePriceStated;

/** The facts of baseline prices. */
export const baselineFacts = {
  baselinePricePublished: factSchema(
    "baseline-price-published",
    1,
    z.object(baselinePriceStated),
    "A baseline price was published for an item, an area and a period, or corrected by a new version; it counts from its effective date.",
  ),
  baselinePriceTold: factSchema(
    "baseline-price-told",
    1,
    z.object({
      ...told,
      change: z
        .object({ priceCny, previousPriceCny, correctionReason })
        .describe("The price, what it takes the place of, and why it was corrected"),
    }),
    "A member that has what a baseline price is for, or a pledge on it, was told of a version of the price.",
  ),
} as const;
