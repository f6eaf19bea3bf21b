import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of disclosure. */
export const disclosureProblemFacts: SampleFacts["ofCode"] = {};
