import { listRecordDifferences } from "./checks/list-differences.ts";
import { listTrades } from "./list-trades.ts";

/** The use cases of trade records, by operation. */
export const tradesUseCases = { listTrades, listRecordDifferences };
