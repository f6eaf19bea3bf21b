import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

const named = { item: "permit/COD/liangzi-lake", area: "420700" };
const priceId = "permit.COD.liangzi-lake.420700.2027-Q1";

/** Facts of the problems of baseline prices. */
export const baselineProblemFacts: SampleFacts["ofCode"] = {
  "price-area-of-others": { area: "420704", wanted: "420702" },
  "effective-before-period": { period: "2027-Q1", effectiveOn: "2026-12-31", earliest: "2027-01-01" },
  "baseline-published": { ...named, period: "2027-Q1", version: 1, priceCny: "8790" },
  "effective-date-taken": { ...named, effectiveOn: "2027-01-01", period: "2027" },
  "baseline-changed": { priceId, corrects: 1, version: 2, priceCny: "9000" },
  "baseline-unchanged": { priceId, version: 1 },
  "no-baseline-in-force": { ...named, day: "2026-12-31" },
};
