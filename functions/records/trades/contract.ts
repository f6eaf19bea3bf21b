import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { decimalString, id, instant, pageOf, pageQuery, words } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import { pollutantCode } from "../../../shared/permits/pools.ts";
import { tradeKind, tradeRecord } from "../../../shared/records/trade-record.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";
import { differencesEndpoints } from "./contract-differences.ts";
import { rangeRefusals } from "./problems.ts";

const figure = decimalString(6, 14, { zh: "元/吨或吨", en: "CNY per tonne, or tonnes" }, "A figure as a decimal string");

/** What trade records are selected by. */
export const tradeSelection = z.object({
  from: instant.optional().describe("First instant, included"),
  before: instant.optional().describe("First instant after the range"),
  area: areaCode.optional().describe("Area whose records are listed; the caller's whole area of responsibility when absent"),
  partyId: id.optional().describe("Member that has a part in the record"),
  instrument: instrumentName.optional(),
  pollutant: pollutantCode.optional().describe("Pollutant of the instrument"),
  kind: tradeKind.optional(),
  auctionId: id.optional().describe("Auction of the trade"),
  ...whyAsked,
});

/** Ranges of figures, within one auction. */
export const tradeFigures = z.object({
  leastPrice: figure.optional().describe("Least price in CNY per tonne, included; within one auction"),
  mostPrice: figure.optional().describe("Greatest price in CNY per tonne, included; within one auction"),
  leastQuantity: figure.optional().describe("Least quantity, included; within one auction"),
  mostQuantity: figure.optional().describe("Greatest quantity, included; within one auction"),
});

/** The endpoints of trade records. */
export const tradesEndpoints = {
  listTrades: endpoint({
    operationId: "listTrades",
    method: "GET",
    path: "/records/trades",
    summary: "Lists trade records, newest first: authorities see those of their area, the operator all, other members their own.",
    roles: ["regulator", "district", "operator", "enterprise", "bank"],
    query: pageQuery.extend({
      ...tradeSelection.shape,
      ...tradeFigures.shape,
      order: words("TradeOrder", ["newest", "oldest"], "Order by time; newest first when absent").optional(),
    }),
    response: pageOf(tradeRecord),
    refusals: [...rangeRefusals, ...readingRefusals],
  }),
  ...differencesEndpoints,
} as const;
