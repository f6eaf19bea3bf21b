import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of freezes. */
export const freezesProblemFacts: SampleFacts["ofCode"] = {};
