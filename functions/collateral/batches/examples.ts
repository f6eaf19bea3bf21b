import type { Examples } from "../../../shared/http/examples.ts";
import type { batchesEndpoints } from "./contract.ts";

/** Examples of batches. */
export const batchesExamples: Examples<typeof batchesEndpoints> = {};
