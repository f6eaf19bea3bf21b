import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { story } from "../../story.ts";
import { filingSource } from "./rules.ts";

const days = { earliest: "2026-03-02", latest: "2026-03-02" };

/** Facts of the problems of filing. */
export const filingProblemFacts: SampleFacts["ofCode"] = {
  "filed-in-future": { at: "2026-03-03T02:00:00.000Z", now: "2026-03-02T02:00:00.000Z" },
  "filing-term-outside": { until: "2026-03-20", earliest: "2026-04-02", latest: "2056-03-02", source: filingSource("term") },
  "filing-number-used": { number: "01234567890123456789", pledgeId: story.pledgeId },
  "not-filed": { pledgeId: story.pledgeId, source: filingSource("practice") },
  "already-disbursed": { disbursedCny: "4000", source: filingSource("practice") },
  "disbursed-above-amount": { amountCny: "5000", mostCny: "4000", source: filingSource("practice") },
  "repaid-above-owed": { amountCny: "5000", owedCny: "4000" },
  "day-out-of-order": { date: "2026-03-01", ...days },
};
