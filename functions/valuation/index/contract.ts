import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { expects } from "../../../shared/kernel/expectations.ts";
import { message } from "../../../shared/kernel/message.ts";
import { documentReference, id, pageOf, pageQuery, positiveCny } from "../../../shared/kernel/schemas.ts";
import { assetItem } from "../../../shared/valuation/asset-items.ts";
import { indexWeight } from "../../../shared/valuation/index-weight.ts";
import { pricePeriod } from "../../../shared/valuation/price-periods.ts";
import { indexBasket, indexPoint, priceIndex } from "./shapes.ts";

const ofIndex = z.object({ indexId: id });
const mostItems = 50;

const basketItems = z
  .array(
    z.object({
      item: assetItem,
      area: areaCode.describe("Area of the price"),
      weight: indexWeight,
      basePriceCny: positiveCny
        .optional()
        .describe(
          "Price of the basket's period in CNY, above zero; where it is absent, the baseline price that is published for it, corrections included",
        ),
    }),
  )
  .min(1, { error: expects("至少一项", "at least one item") })
  .max(mostItems, { error: expects(`至多 ${mostItems} 项`, `at most ${mostItems} items`) })
  .superRefine((items, context) => {
    const named = items.map(({ item, area }) => `${item} ${area}`);
    for (const [place, name] of named.entries()) {
      if (named.indexOf(name) === place) continue;
      context.addIssue({
        code: "custom",
        path: [place],
        message: message("该项目和区域已列入", "this item and area stand in the basket already"),
      });
    }
  });

/** The endpoints of the composite index. */
export const indexEndpoints = {
  publishBasket: endpoint({
    operationId: "publishBasket",
    method: "POST",
    path: "/valuation/indexes/{indexId}/baskets",
    summary:
      "Publishes what an index is made of: the first basket begins the index, whose period is 100, and another is linked to it at a later period, from whose level it continues. A second person approves it.",
    roles: ["operator", "regulator"],
    secondPerson: { always: ["operator", "regulator"] },
    params: ofIndex,
    body: z.object({
      period: pricePeriod.describe("Base period of the first basket, or period at which another is linked; all of one form"),
      items: basketItems.describe("Items, each in an area, with their weights"),
      documentNumber: documentReference.describe("Document that decides on the basket"),
    }),
    response: indexBasket,
    refusals: ["price-area-of-others", "basket-form-differs", "basket-not-after", "base-price-missing"],
  }),
  listIndexes: endpoint({
    operationId: "listIndexes",
    method: "GET",
    path: "/valuation/indexes",
    summary: "Lists the indexes of prices by their ids.",
    roles: ["public"],
    query: pageQuery,
    response: pageOf(priceIndex),
    refusals: [],
  }),
  listBaskets: endpoint({
    operationId: "listBaskets",
    method: "GET",
    path: "/valuation/indexes/{indexId}/baskets",
    summary: "Lists the baskets of an index, the latest first.",
    roles: ["public"],
    params: ofIndex,
    query: pageQuery,
    response: pageOf(indexBasket),
    refusals: [],
  }),
  listIndexPoints: endpoint({
    operationId: "listIndexPoints",
    method: "GET",
    path: "/valuation/indexes/{indexId}/points",
    summary: "Lists an index by period, the latest first: the composite index and that of each item, in their current version.",
    roles: ["public"],
    params: ofIndex,
    query: pageQuery,
    response: pageOf(indexPoint),
    refusals: [],
  }),
  listIndexVersions: endpoint({
    operationId: "listIndexVersions",
    method: "GET",
    path: "/valuation/indexes/{indexId}/points/{period}",
    summary: "Lists every version of an index for a period, the latest first, each with what changed.",
    roles: ["public"],
    params: ofIndex.extend({ period: pricePeriod }),
    query: pageQuery,
    response: pageOf(indexPoint),
    refusals: [],
  }),
} as const;
