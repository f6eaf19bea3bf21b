import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { pageOf, pageQuery, yearMonth } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import { pollutantCode } from "../../../shared/permits/pools.ts";
import { readingRefusals } from "../readings/problems.ts";
import { whyAsked } from "../readings/shapes.ts";
import { tradeFigures, tradeSelection } from "../trades/contract.ts";
import { marketConcentration, marketPeriod, marketStatistics, reservePriceReferences, tradeTotals } from "./shapes-out.ts";

const ofPeriod = z.object({ period: marketPeriod });
const ofMarket = z.object({
  area: areaCode.optional().describe("Area; the city, or an authority's whole area, when absent").meta({ example: "420704" }),
  instrument: instrumentName.optional().meta({ example: "permit/SO2/ezhou/2027-01/2031-12" }),
  pollutant: pollutantCode.optional().describe("Pollutant, with all its instruments"),
});
const periodRefusals = ["instant-to-come"] as const;
const marketRefusals = [...periodRefusals, "market-not-named", "instrument-unknown"] as const;

/** The endpoints of market statistics. */
export const statisticsEndpoints = {
  readTradeTotals: endpoint({
    operationId: "readTradeTotals",
    method: "GET",
    path: "/records/trades/totals",
    summary:
      "Totals and volume-weighted prices of the trade records of whole days in one area, by series; of all, of one instrument or of one pollutant, and of one kind. Other selections are refused: an export has their records.",
    roles: ["regulator", "district", "operator", "enterprise", "bank"],
    // The same selections as of a list: those without totals are told what has some.
    query: tradeSelection.omit({ purpose: true, investigation: true }).extend(tradeFigures.shape),
    response: tradeTotals,
    refusals: [
      "totals-not-kept",
      "instant-to-come",
      "range-inverted",
      "figures-inverted",
      "instrument-unknown",
      "instrument-of-other-pollutant",
    ],
  }),
  listMarketStatistics: endpoint({
    operationId: "listMarketStatistics",
    method: "GET",
    path: "/records/statistics/{period}",
    summary: "Lists the statistics of every instrument with records in a year, month or day, by name of the instrument.",
    roles: ["public"],
    params: ofPeriod,
    query: pageQuery.extend({ area: areaCode.optional().describe("Area; the city when absent").meta({ example: "420704" }) }),
    response: pageOf(marketStatistics),
    refusals: periodRefusals,
  }),
  readMarketStatistics: endpoint({
    operationId: "readMarketStatistics",
    method: "GET",
    path: "/records/statistics/{period}/market",
    summary:
      "Reads volume, turnover, prices and concentration of one instrument or pollutant in a year, month or day, by series. No party is named.",
    roles: ["public"],
    params: ofPeriod,
    query: ofMarket,
    response: marketStatistics,
    refusals: marketRefusals,
  }),
  readReservePriceReference: endpoint({
    operationId: "readReservePriceReference",
    method: "GET",
    path: "/records/statistics/{period}/reserve-price",
    summary:
      "Reads what the reserve price of a sale in a month would be by the monthly averages before it: the rule with its source, each month's average, and the price in CNY per tonne and year. For whoever announces or supervises: averages of few trades would tell the public what the terms of a sale keep.",
    roles: ["regulator", "district", "operator"],
    params: z.object({ period: yearMonth.describe("Month of the sale, YYYY-MM: the months before it count") }),
    query: ofMarket,
    response: reservePriceReferences,
    refusals: marketRefusals,
  }),
  readMarketConcentration: endpoint({
    operationId: "readMarketConcentration",
    method: "GET",
    path: "/records/statistics/{period}/concentration",
    summary:
      "Reads how the sides of a market are spread over parties in a year, month or day, with the names of the largest: it asks for a purpose, and is recorded as a reading of the area before it is answered.",
    roles: ["regulator", "district", "operator"],
    params: ofPeriod,
    query: ofMarket.extend(whyAsked),
    response: marketConcentration,
    refusals: [...marketRefusals, ...readingRefusals],
  }),
} as const;
