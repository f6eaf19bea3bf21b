import { listMarketStatistics, readMarketConcentration, readMarketStatistics } from "./read-statistics.ts";
import { readTradeTotals } from "./read-totals.ts";
import { readReservePriceReference } from "./reserve-price.ts";

/** The use cases of market statistics, by operation. */
export const statisticsUseCases = {
  readTradeTotals,
  listMarketStatistics,
  readMarketStatistics,
  readMarketConcentration,
  readReservePriceReference,
};
