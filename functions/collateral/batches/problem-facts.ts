import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of batches. */
export const batchesProblemFacts: SampleFacts["ofCode"] = {};
