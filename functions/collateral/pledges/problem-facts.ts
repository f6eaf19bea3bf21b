import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of pledges. */
export const pledgesProblemFacts: SampleFacts["ofCode"] = {};
