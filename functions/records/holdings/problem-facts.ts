import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of holdings. */
export const holdingsProblemFacts: SampleFacts["ofCode"] = {};
