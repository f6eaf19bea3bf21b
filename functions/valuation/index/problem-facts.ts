import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of the composite index. */
export const indexProblemFacts: SampleFacts["ofCode"] = {};
