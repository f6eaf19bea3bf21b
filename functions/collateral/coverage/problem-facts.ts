import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of coverage. */
export const coverageProblemFacts: SampleFacts["ofCode"] = {};
