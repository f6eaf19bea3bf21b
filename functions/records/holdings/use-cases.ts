import { listAreaHoldings, listHoldings } from "./list-holdings.ts";

/** The use cases of holdings, by operation. */
export const holdingsUseCases = { listHoldings, listAreaHoldings };
