import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, growingWordsOut, price, tonnes } from "../../../shared/kernel/schemas.ts";
import { tradeKinds, tradeSeries } from "../../../shared/records/trade-record.ts";
import { tradeSelection } from "../trades/contract.ts";

const net = "less those that were reversed";
const seriesOut = growingWordsOut("TradeSeriesOut", tradeSeries, "Series in which it counts; absent for what is no trade");
const averagePriceOut = decimalOut
  .nullable()
  .describe(
    "Volume-weighted price: amounts divided by quantity times years, in CNY per tonne and year, half up; null where nothing is left",
  );

const seriesTotals = component("TradeSeriesTotals", {
  series: seriesOut,
  trades: z.int().describe(`Number of trades, ${net}`),
  quantity: field.tonnes,
  turnover: field.cny,
  averagePrice: averagePriceOut,
});
const kindTotals = component("TradeKindTotals", {
  kind: growingWordsOut("TradeKindOut", tradeKinds, "Kind of trade record"),
  records: z.int().describe(`Number of records, ${net}`),
  quantity: field.tonnes,
  amount: field.cny,
});

/** How far figures are complete. */
export const completeness = component("SealedThrough", {
  block: count.describe("Last sealed block whose records are counted; 0 before the first"),
  through: instantOut("Everything that was decided up to then is counted, except what is recorded late").optional(),
});

/** What totals can be asked for: the same as a list of trades, of which some selections have totals. */
const totalsQuery = tradeSelection.extend({
  minimumPrice: price.optional().describe("Least price in CNY per tonne"),
  maximumPrice: price.optional().describe("Greatest price in CNY per tonne"),
  minimumQuantity: tonnes.optional().describe("Least quantity in tonnes"),
  maximumQuantity: tonnes.optional().describe("Greatest quantity in tonnes"),
});

/** The endpoints of market statistics. */
export const statisticsEndpoints = {
  readTradeTotals: endpoint({
    operationId: "readTradeTotals",
    method: "GET",
    path: "/records/trades/totals",
    summary:
      "Totals and volume-weighted prices of the trade records of whole days in one area, by series; of all, of one instrument or of one pollutant, and of one kind. Other selections are refused: an export has their records.",
    roles: ["regulator", "district", "operator", "enterprise", "bank"],
    query: totalsQuery,
    response: component("TradeTotals", {
      area: areaCodeOut,
      firstDay: dayOut("First day that is counted").optional(),
      lastDay: dayOut("Last day that is counted").optional(),
      complete: completeness,
      trades: z.int().describe(`Number of trades of all series, ${net}`),
      turnover: field.cny.describe("Turnover of all series in CNY: what was settled, never what was forfeited"),
      series: z.array(seriesTotals).describe("Trades by series: agreements and trades between associates stand apart"),
      others: z.array(kindTotals).describe("Records that are no trades, by kind"),
    }),
    refusals: ["totals-not-kept", "range-inverted"],
  }),
} as const;
