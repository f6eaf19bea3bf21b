import type { Examples } from "../../../shared/http/examples.ts";
import { story } from "../../story.ts";
import type { evidenceEndpoints } from "./contract.ts";

/** Examples of evidence of auctions: the bureau asks for all that proves the sale. */
export const evidenceExamples: Examples<typeof evidenceEndpoints> = {
  requestEvidence: {
    bureau: {
      summary: "All that proves the sale, in one file",
      params: { auctionId: story.auctionId },
      body: { purpose: "Inspection of 2026" },
    },
  },
};
