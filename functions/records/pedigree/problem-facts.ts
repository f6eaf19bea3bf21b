import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of the pedigree of tonnes. */
export const pedigreeProblemFacts: SampleFacts["ofCode"] = {
  "pedigree-not-kept": { instrument: "CNY" },
  "tonnes-not-held": { from: "2", to: "6", total: "4" },
};
