import * as z from "zod";
import { dayOut, field } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, growingWordsOut, pageQuery, plainDate } from "../../../shared/kernel/schemas.ts";
import { pollutantCode, pollutantCodeOut, poolIdOut } from "../../../shared/permits/pools.ts";
import { tradeKinds } from "../../../shared/records/trade-record.ts";
import { recordedInstrument } from "./shapes.ts";

const line = component("PublicTradeLine", {
  price: decimalOut.describe("CNY per tonne"),
  quantity: field.tonnes,
  amount: field.cny,
});

/** A trade as the terms of its sale announced that it is published, or a published price. */
export const publicTrade = component("PublicTrade", {
  kind: growingWordsOut("TradeKindOut", tradeKinds, "Kind of trade record"),
  day: dayOut("Day in Asia/Shanghai"),
  reversal: z.literal(true).optional().describe("Whether it takes an earlier one back: its quantities and amounts are below zero"),
  instrument: field.instrument.optional(),
  pollutant: pollutantCodeOut.optional(),
  pool: poolIdOut.optional(),
  auctionId: z.string().optional().describe("Auction of the trade"),
  title: z.string().optional().describe("Title of the sale, or what is priced"),
  documentNumber: field.documentNumber.optional(),
  years: count.optional().describe("Price multiplier in years"),
  winner: z.string().optional().describe("Legal name of the winner as of then; absent where it is not published"),
  quantity: decimalOut.optional().describe("Tonnes, or units of the instrument; absent where it is not published"),
  price: decimalOut.optional().describe("CNY per tonne; absent where it is not published"),
  lines: z.array(line).optional().describe("Price lines in rank order, where quantity and price are published"),
  amount: decimalOut.optional().describe("CNY, where quantity and price are published"),
});

/** What public records are selected by. */
export const publicTradesQuery = pageQuery.extend({
  instrument: recordedInstrument.optional(),
  pollutant: pollutantCode.optional().describe("Pollutant of the instrument; the instrument says it itself").meta({ example: "SO2" }),
  from: plainDate.optional().describe("First day"),
  until: plainDate.optional().describe("Last day, included"),
});
