import { listRecordDifferences } from "./checks/list-differences.ts";
import { listRecordExceptions } from "./checks/list-exceptions.ts";
import { listPublicTrades } from "./list-public-trades.ts";
import { listTrades } from "./list-trades.ts";
import { readTrade } from "./read-trade.ts";

/** The use cases of trade records, by operation. */
export const tradesUseCases = { listTrades, readTrade, listPublicTrades, listRecordDifferences, listRecordExceptions };
