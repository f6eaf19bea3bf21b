import type { Examples } from "../../../shared/http/examples.ts";
import { story } from "../../story.ts";
import type { statisticsEndpoints } from "./contract.ts";

const period = "2026-03";

/** Examples of market statistics. */
export const statisticsExamples: Examples<typeof statisticsEndpoints> = {
  readTradeTotals: {
    operator: {
      summary: "Totals of the day of the sale, of one pollutant",
      query: { from: "2026-03-01T16:00:00.000Z", pollutant: story.pollutant },
    },
  },
  listMarketStatistics: { public: { summary: "What was traded in March", params: { period } } },
  readMarketStatistics: {
    public: { summary: "The market for SO2 in March", params: { period }, query: { pollutant: story.pollutant } },
  },
  readReservePriceReference: {
    operator: { summary: "What a sale of SO2 in March would start from", params: { period }, query: { pollutant: story.pollutant } },
  },
  readMarketConcentration: {
    operator: {
      summary: "Who bought most SO2 in March",
      params: { period },
      query: { pollutant: story.pollutant, purpose: "Monthly review of the market" },
    },
  },
};
