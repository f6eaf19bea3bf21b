import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of sealing. */
export const sealingProblemFacts: SampleFacts["ofCode"] = {};
