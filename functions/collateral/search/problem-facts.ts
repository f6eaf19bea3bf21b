import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of search. */
export const searchProblemFacts: SampleFacts["ofCode"] = {};
