import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { decimalString, id, instant, pageOf, pageQuery, words } from "../../../shared/kernel/schemas.ts";
import { pollutantCode } from "../../../shared/permits/pools.ts";
import { tradeKind, tradeRecord } from "../../../shared/records/trade-record.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";
import { differencesEndpoints } from "./contract-differences.ts";
import { rangeRefusals } from "./problems.ts";
import { publicTrade, publicTradesQuery } from "./public-shapes.ts";
import { recordedInstrument, recordId } from "./shapes.ts";

/** What trade records are selected by. */
export const tradeSelection = z.object({
  from: instant.optional().describe("First instant, included").meta({ example: "2026-02-28T16:00:00.000Z" }),
  before: instant.optional().describe("First instant after the range").meta({ example: "2026-03-02T04:00:00.000Z" }),
  area: areaCode
    .optional()
    .describe("Area whose records are listed: of the pool or of the site; all that the caller may see when absent")
    .meta({ example: "420704" }),
  partyId: id
    .optional()
    .describe("Member that has a part in the record; whoever is no authority sees its own only")
    .meta({ example: "0195a1b2-0a00-7000-8000-000000000001" }),
  instrument: recordedInstrument.optional().meta({ example: "permit/SO2/ezhou/2027-01/2031-12" }),
  pollutant: pollutantCode.optional().describe("Pollutant of the instrument"),
  kind: tradeKind.optional().meta({ example: "award" }),
  auctionId: id.optional().describe("Auction of the trade").meta({ example: "0195a1b2-0c00-7000-8000-000000000001" }),
  ...whyAsked,
});

const pricePerTonne = decimalString(6, 14, { zh: "元/吨", en: "CNY per tonne" }, "Price in CNY per tonne, within one auction");
const quantity = decimalString(6, 14, { zh: "吨", en: "tonnes" }, "Quantity, within one auction");

/** Ranges of price and quantity, within one auction. */
export const tradeFigures = z.object({
  leastPrice: pricePerTonne
    .optional()
    .describe("Least price in CNY per tonne, included; within one auction, from the lowest")
    .meta({ example: "4350" }),
  mostPrice: pricePerTonne
    .optional()
    .describe("Greatest price in CNY per tonne, included; within one auction, from the lowest")
    .meta({ example: "4400" }),
  leastQuantity: quantity.optional().describe("Least quantity, included; within one auction, from the lowest").meta({ example: "1" }),
  mostQuantity: quantity.optional().describe("Greatest quantity, included; within one auction, from the lowest").meta({ example: "10" }),
});

const tradesQuery = pageQuery.extend({
  ...tradeSelection.shape,
  ...tradeFigures.shape,
  order: words("TradeOrder", ["newest", "oldest"], "Order by time; newest first when absent").optional(),
});

const readers = ["regulator", "district", "operator", "enterprise", "bank"] as const;

/** The endpoints of trade records. */
export const tradesEndpoints = {
  listTrades: endpoint({
    operationId: "listTrades",
    method: "GET",
    path: "/records/trades",
    summary:
      "Lists trade records: authorities see those of their area, the operator all, other members their own. A time range with at most two of party, instrument or pollutant, kind and auction; or a range of price or quantity within one auction. What shows data of others asks for a purpose and is recorded before it is answered.",
    roles: readers,
    query: tradesQuery,
    response: pageOf(tradeRecord),
    refusals: [...rangeRefusals, ...readingRefusals],
  }),
  ...differencesEndpoints,
  readTrade: endpoint({
    operationId: "readTrade",
    method: "GET",
    path: "/records/trades/{recordId}",
    summary:
      "Reads one trade record. Where the caller has no part in it, it asks for a purpose and is recorded for each party before it is answered.",
    roles: readers,
    params: z.object({ recordId }),
    query: z.object(whyAsked),
    response: tradeRecord,
    refusals: readingRefusals,
  }),
  listPublicTrades: endpoint({
    operationId: "listPublicTrades",
    method: "GET",
    path: "/records/public-trades",
    summary:
      "Lists what is published of trades, and published prices, newest day first: of each sale what its terms announced before, and nothing before its result.",
    roles: ["public"],
    query: publicTradesQuery,
    response: pageOf(publicTrade),
    refusals: [...rangeRefusals],
  }),
} as const;
