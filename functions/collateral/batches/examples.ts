import type { Examples } from "../../../shared/http/examples.ts";
import { computedHash, documentHash, mill, story } from "../../story.ts";
import type { batchesEndpoints } from "./contract.ts";

const batchId = "5b1f0c9e7d3a4e6f8a0b1c2d3e4f5a6c";

/** Examples of batches: the green bank drafts several pledges at once. */
export const batchesExamples: Examples<typeof batchesEndpoints> = {
  importPledges: {
    bank: {
      summary: "A batch of one pledge",
      body: {
        rows: [
          {
            pledgorCreditCode: mill.creditCode,
            ...{ account: `site:${mill.siteId}`, instrument: "permit/SO2/ezhou/2027-01/2031-12", quantity: "0.2" },
            ...{ amountKind: "principal", amountCny: "100", contractNumber: "GB-2026-19", contractDate: "2026-03-02" },
            ...{ contractSha256: documentHash, consentSha256: documentHash },
            ...{ from: "2026-04-01", until: "2027-03-31", appraisedCny: "800", appraisedOn: "2026-03-02" },
          },
        ],
      },
      response: {
        ...{ batchId, state: "drafting", rows: 1, drafted: 0, sha256: computedHash("a batch of one pledge") },
        importedAt: story.afterwards,
      },
    },
  },
  readPledgeBatch: { bank: { summary: "How far the batch is", params: { batchId } } },
  listBatchPledges: { bank: { summary: "Its pledges", params: { batchId } } },
};
