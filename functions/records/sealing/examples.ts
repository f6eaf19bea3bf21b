import type { Examples } from "../../../shared/http/examples.ts";
import type { sealingEndpoints } from "./contract.ts";

/** Examples of sealing. */
export const sealingExamples: Examples<typeof sealingEndpoints> = {
  listSealedBlocks: { bureau: { summary: "The newest sealed blocks" } },
  readSealedBlock: { bureau: { summary: "The first block", params: { n: "1" } } },
};
