import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { story } from "../../story.ts";

/** Facts of the problems of evidence of auctions. */
export const evidenceProblemFacts: SampleFacts["ofCode"] = {
  "evidence-before-end": { auctionId: story.auctionId },
  "evidence-not-sealed": { auctionId: story.auctionId, endedAt: "2026-03-02T03:00:10.000Z" },
};
