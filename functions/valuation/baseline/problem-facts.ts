import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of baseline prices. */
export const baselineProblemFacts: SampleFacts["ofCode"] = {};
