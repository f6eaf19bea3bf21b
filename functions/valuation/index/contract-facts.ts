import * as z from "zod";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { basketStated, pointStated } from "./shapes.ts";

/** The facts of the composite index. */
export const indexFacts = {
  indexBasketPublished: factSchema(
    "index-basket-published",
    1,
    z.object(basketStated),
    "A basket of an index was published: the first, whose period is 100, or another that is linked to the one before.",
  ),
  indexPublished: factSchema(
    "index-published",
    1,
    z.object(pointStated),
    "The index of a period was computed, or revised by a new version that names what changed.",
  ),
} as const;
