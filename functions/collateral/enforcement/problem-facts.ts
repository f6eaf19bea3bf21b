import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of enforcement. */
export const enforcementProblemFacts: SampleFacts["ofCode"] = {};
