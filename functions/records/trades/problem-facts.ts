import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of trade records. */
export const tradesProblemFacts: SampleFacts["ofCode"] = {};
