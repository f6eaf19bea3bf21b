import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of the supervision of the operator. */
export const supervisionProblemFacts: SampleFacts["ofCode"] = {
  "acts-range-inverted": { from: "2026-04-01T00:00:00.000Z", until: "2026-03-01T00:00:00.000Z" },
  "acts-months-too-many": { from: "2025-01", until: "2026-03", most: 12 },
};
