import { importPledges } from "./import-pledges.ts";
import { listBatchPledges, readPledgeBatch } from "./read-batches.ts";

/** The use cases of batches, by operation. */
export const batchesUseCases = { importPledges, readPledgeBatch, listBatchPledges };
