import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { pageOf } from "../../../shared/kernel/schemas.ts";
import { tradeRecord } from "../../../shared/records/trade-record.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";
import { rangeRefusals } from "./problems.ts";
import { publicTrade, publicTradesQuery } from "./public-shapes.ts";
import { recordId, tradesQuery } from "./shapes.ts";

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
