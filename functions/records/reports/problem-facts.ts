import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of market reports. */
export const reportsProblemFacts: SampleFacts["ofCode"] = { "report-not-sealed": { period: "2026-03", lastDay: "2026-03-31" } };
