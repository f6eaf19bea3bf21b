import { readTradeTotals } from "./read-totals.ts";

/** The use cases of market statistics, by operation. */
export const statisticsUseCases = { readTradeTotals };
