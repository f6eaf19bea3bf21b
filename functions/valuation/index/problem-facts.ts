import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of the composite index. */
export const indexProblemFacts: SampleFacts["ofCode"] = {
  "basket-form-differs": { period: "2027-03", basePeriod: "2026-Q1" },
  "basket-not-after": { period: "2026-Q4", basketPeriod: "2027-Q1" },
  "base-price-missing": { item: "permit/COD/liangzi-lake", area: "420700", period: "2027-Q1" },
};
