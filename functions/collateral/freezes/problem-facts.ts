import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { freezeSource, longestTerm } from "./rules.ts";

const freezeId = "0195a1b2-1800-7000-8000-000000000021";
const sliceId = "slice-5f1c9a3e7b2d4c6f8a0b1c2d3e4f5a6b";

/** Facts of the problems of freezes. */
export const freezesProblemFacts: SampleFacts["ofCode"] = {
  "not-freezable": { instrument: "CNY" },
  "freeze-term-too-long": {
    ...{ months: 48, longestMonths: 36 },
    source: longestTerm("permit/SO2/ezhou/2027-01/2031-12")?.source ?? "",
  },
  "freeze-term-over": { freezeId, until: "2029-03-02T16:00:00.000Z", source: freezeSource("renewal") },
  "exceeds-slice": { sliceId, quantity: "7", sliceQuantity: "6", source: freezeSource("queue") },
  "exceeds-frozen": { freezeId, quantity: "7", frozen: "6", source: freezeSource("queue") },
};
