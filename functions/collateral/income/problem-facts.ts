import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { mill, story } from "../../story.ts";
import { sourceOf } from "./income-kinds.ts";

const payerName = "Liangzi Lake Management Office";

/** Facts of the problems of income. */
export const incomeProblemFacts: SampleFacts["ofCode"] = {
  "income-period-inverted": { from: "2026-04-01", until: "2026-03-31" },
  "income-period-over": { until: "2026-03-01", today: "2026-03-02", source: sourceOf("registration") },
  "income-period-running": { until: "2026-12-31", today: "2026-03-02", source: sourceOf("closing") },
  "payer-is-owner": { creditCode: mill.creditCode },
  "shares-not-free": { free: "40", held: "60", source: sourceOf("closing") },
  "not-the-payer": { payerName, source: sourceOf("payment") },
  "payer-document-missing": { payerName, source: sourceOf("payment") },
};

/** Facts of the problem of registering a pledge of income before its payer confirmed. */
export const payerProblemFacts: SampleFacts["ofCode"] = {
  "payer-unconfirmed": {
    ...{ streamId: story.streamId, streamName: "Compensation of Liangzi Lake", payerName },
    source: sourceOf("payment"),
  },
};
