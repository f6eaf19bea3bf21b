import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of market statistics. */
export const statisticsProblemFacts: SampleFacts["ofCode"] = {};
