import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of filing. */
export const filingProblemFacts: SampleFacts["ofCode"] = {};
