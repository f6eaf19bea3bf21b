import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of changes. */
export const changesProblemFacts: SampleFacts["ofCode"] = {};
