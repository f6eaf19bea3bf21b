import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of batches. */
export const batchesProblemFacts: SampleFacts["ofCode"] = {
  "batch-imported": { batchId: "5b1f0c9e7d3a4e6f8a0b1c2d3e4f5a6b" },
  "batch-has-errors": {
    refused: 1,
    cellErrors: [{ sheet: "", row: 2, column: "quantity", found: "0", expected: { zh: "大于零", en: "above zero" } }],
  },
};
