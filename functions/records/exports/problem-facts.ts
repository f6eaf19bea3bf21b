import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of exports. */
export const exportsProblemFacts: SampleFacts["ofCode"] = {
  "exports-unfinished": { unfinished: 5, most: 5 },
  "range-not-settled": { from: "2026-03-02T04:00:00.000Z", watermark: "2026-03-02T03:50:00.000Z" },
  "export-not-ready": { state: "running", percentRead: 40 },
  "export-expired": { expiresAt: "2026-03-09T04:00:00.000Z" },
};
