import { listAreaHoldings, listHoldingsAsOf } from "./list-holdings.ts";

/** The use cases of holdings, by operation. */
export const holdingsUseCases = { listHoldingsAsOf, listAreaHoldings };
