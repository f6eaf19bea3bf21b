import type { Examples } from "../../../shared/http/examples.ts";
import { mill } from "../../story.ts";
import type { sealingEndpoints } from "./contract.ts";

/** Examples of sealing: the sale is sealed, its buyer proves it, and everybody reads the head of its day. */
export const sealingExamples: Examples<typeof sealingEndpoints> = {
  listSealedBlocks: { bureau: { summary: "The newest sealed blocks" } },
  readSealedBlock: { bureau: { summary: "The first block", params: { n: 1 } } },
  readRecordSeal: { mill: { summary: "What proves the mill's purchase", params: { recordId: `award-settled.${mill.enrolmentId}` } } },
  listSignedHeads: { public: { summary: "The newest signed heads" } },
  readSignedHead: { public: { summary: "The head of the day of the sale", params: { day: "2026-03-02" } } },
};
