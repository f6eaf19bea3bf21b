import { listMarketStatistics, readMarketConcentration, readMarketStatistics } from "./read-statistics.ts";
import { readTradeTotals } from "./read-totals.ts";

/** The use cases of market statistics, by operation. */
export const statisticsUseCases = { readTradeTotals, listMarketStatistics, readMarketStatistics, readMarketConcentration };
