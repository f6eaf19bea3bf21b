import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { steel, story } from "../../story.ts";
import { sourceOf, takerRule } from "./rules.ts";

const { enforcementId } = story;

/** Facts of the problems of enforcement. */
export const enforcementProblemFacts: SampleFacts["ofCode"] = {
  "on-sale": { enforcementId },
  "taker-not-eligible": { rule: takerRule("need-certified"), taker: steel.siteId, source: sourceOf("takerSource") },
  "need-not-covered": { tonnes: "0.5", project: steel.project, source: sourceOf("takerSource") },
  "price-not-covered": { priceCny: "1800", source: sourceOf("enforcement") },
  "proposal-changed": { priceCny: "1700", proposedCny: "1800" },
  "nothing-held": { remainingCny: "0", amountCny: "100" },
};
