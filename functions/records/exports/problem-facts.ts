import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of exports. */
export const exportsProblemFacts: SampleFacts["ofCode"] = {};
