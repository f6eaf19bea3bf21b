import { listTrades } from "./list-trades.ts";

/** The use cases of trade records, by operation. */
export const tradesUseCases = { listTrades };
