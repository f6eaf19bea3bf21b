import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of market statistics. */
export const statisticsProblemFacts: SampleFacts["ofCode"] = {
  "totals-not-kept": {
    asked: ["auctionId"],
    supported: "area, from and before at midnight in Shanghai, instrument or pollutant, kind",
    exportAt: "/records/exports",
  },
  "range-inverted": { from: "2026-03-02T16:00:00.000Z", before: "2026-03-01T16:00:00.000Z" },
};
