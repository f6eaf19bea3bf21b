import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of income. */
export const incomeProblemFacts: SampleFacts["ofCode"] = {};
