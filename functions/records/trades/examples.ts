import type { Examples } from "../../../shared/http/examples.ts";
import type { tradesEndpoints } from "./contract.ts";

/** Examples of trade records. */
export const tradesExamples: Examples<typeof tradesEndpoints> = {
  listTrades: { operator: { summary: "The newest trades" } },
  listRecordDifferences: { operator: { summary: "Records that say something else than the ledger" } },
};
