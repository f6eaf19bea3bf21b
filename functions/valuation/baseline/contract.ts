import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import {
  documentReference,
  id,
  pageOf,
  pageQuery,
  plainDate,
  positiveCny,
  reasonGiven,
  wholeNumber,
} from "../../../shared/kernel/schemas.ts";
import { assetItem } from "../../../shared/valuation/asset-items.ts";
import { pricePeriod } from "../../../shared/valuation/price-periods.ts";
import { baselinePrice } from "./shapes.ts";

const publishing = { roles: ["operator", "regulator"], secondPerson: { always: ["operator", "regulator"] } } as const;
const ofPrice = z.object({ priceId: id });
const figures = {
  priceCny: positiveCny.describe("CNY for a unit of the item, above zero, at most two decimals"),
  documentNumber: documentReference.describe("Document that publishes it"),
};
const ofItem = { item: assetItem, area: areaCode.describe("Area for which it is published") };

/** The endpoints of baseline prices. */
export const baselineEndpoints = {
  publishBaselinePrice: endpoint({
    ...publishing,
    operationId: "publishBaselinePrice",
    method: "POST",
    path: "/valuation/baseline-prices",
    summary:
      "Publishes the baseline price of an item for an area and a period, once: a second person approves it. It counts from its effective date and may be published before; a wrong one is corrected by a new version.",
    body: z.object({
      ...ofItem,
      period: pricePeriod,
      effectiveOn: plainDate.describe(
        "First day on which it counts: the first day of its period or later. One of each item and area has it",
      ),
      ...figures,
    }),
    creates: "/valuation/baseline-prices/{priceId}",
    response: baselinePrice,
    refusals: ["price-area-of-others", "effective-before-period", "baseline-published", "effective-date-taken"],
  }),
  correctBaselinePrice: endpoint({
    ...publishing,
    operationId: "correctBaselinePrice",
    method: "POST",
    path: "/valuation/baseline-prices/{priceId}/corrections",
    summary:
      "Corrects a baseline price: the next version, with its reason. Its effective date stays, and earlier versions stay as they are; whoever holds or has a pledge on the item is told.",
    params: ofPrice,
    body: z.object({
      ...figures,
      corrects: wholeNumber(1, 1_000_000, { zh: "版本", en: "a version" }).describe("Version that it corrects: the current one"),
      reason: reasonGiven.describe("Why it is corrected"),
    }),
    response: baselinePrice,
    refusals: ["price-area-of-others", "baseline-changed", "baseline-unchanged"],
  }),
  listBaselinePrices: endpoint({
    operationId: "listBaselinePrices",
    method: "GET",
    path: "/valuation/baseline-prices",
    summary: "Lists the baseline prices of an item for an area, the newest effective date first: of each period its current version.",
    roles: ["public"],
    query: pageQuery.extend(ofItem),
    response: pageOf(baselinePrice),
    refusals: [],
  }),
  listBaselineVersions: endpoint({
    operationId: "listBaselineVersions",
    method: "GET",
    path: "/valuation/baseline-prices/{priceId}",
    summary: "Lists every version of a baseline price, the latest first.",
    roles: ["public"],
    params: ofPrice,
    query: pageQuery,
    response: pageOf(baselinePrice),
    refusals: [],
  }),
  readBaselineInForce: endpoint({
    operationId: "readBaselineInForce",
    method: "GET",
    path: "/valuation/baseline-prices/in-force",
    summary:
      "Reads the baseline price that counts for an item in an area on a day: of those in effect for the smallest area around it, the latest.",
    roles: ["public"],
    query: z.object({ ...ofItem, day: plainDate.describe("Day for which it is asked, in Asia/Shanghai") }),
    response: baselinePrice,
    refusals: ["no-baseline-in-force"],
  }),
} as const;

/** A page of those who are told of a version of a baseline price. The message of the queue `baseline-notices`. */
export const baselineNoticePage = z.object({
  priceId: z.string().describe("Price"),
  version: z.int().describe("Version of it"),
  stripe: z.int().describe("Part of the list"),
  after: z.string().optional().describe("Party after which the page begins; absent for the first"),
});
/** See the schema. */
export type BaselineNoticePage = z.infer<typeof baselineNoticePage>;
