import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of evidence of auctions. */
export const evidenceProblemFacts: SampleFacts["ofCode"] = {};
