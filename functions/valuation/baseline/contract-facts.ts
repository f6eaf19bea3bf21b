import * as z from "zod";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { baselinePriceStated } from "./shapes.ts";

/** The facts of baseline prices. */
export const baselineFacts = {
  baselinePricePublished: factSchema(
    "baseline-price-published",
    1,
    z.object(baselinePriceStated),
    "A baseline price was published for an item, an area and a period, or corrected by a new version; it counts from its effective date.",
  ),
} as const;
