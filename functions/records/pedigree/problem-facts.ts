import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of the pedigree of tonnes. */
export const pedigreeProblemFacts: SampleFacts["ofCode"] = {};
