import type { SampleFacts } from "../../shared/http/problem-examples.ts";
import { baselineProblemFacts } from "./baseline/problem-facts.ts";
import { indexProblemFacts } from "./index/problem-facts.ts";

const publishedPrice = { market: "national", date: "2026-02-27", source: "exchange", version: 1 };

/** Facts of the problems of valuation. */
export const valuationProblemFacts: SampleFacts["ofCode"] = {
  "price-in-future": { date: "2026-03-03", today: "2026-03-02" },
  "price-booked": { ...publishedPrice, volumeTonnes: "86500", priceCny: "62.36" },
  "price-unknown": publishedPrice,
  "price-changed": { ...publishedPrice, corrects: 1, version: 2, priceCny: "62.38" },
  "price-unchanged": publishedPrice,
  "price-import-running": { market: "national" },
  "price-file-refused": {
    errorCount: 1,
    lineErrors: [{ line: 2, column: "priceCny", zh: "须大于零", en: "must be above zero" }],
  },
  "days-reversed": { from: "2026-03-02", until: "2026-02-27" },
  ...baselineProblemFacts,
  ...indexProblemFacts,
};
