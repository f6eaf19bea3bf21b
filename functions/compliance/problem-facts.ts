import type { SampleFacts } from "../../shared/http/problem-examples.ts";
import { story } from "../story.ts";
import { sourceOf } from "./compliance-rules.ts";

/** Facts of the problems of compliance. */
export const complianceProblemFacts: SampleFacts["ofCode"] = {
  "year-not-begun": { year: "2027", source: sourceOf("discharge-report") },
  "above-limit-part-too-large": { tonnes: "6.5", aboveLimitTonnes: "7", source: sourceOf("bad-days-count") },
  "declaration-open": { declarationId: story.declarationId, state: "submitted" },
  "correction-differs": { acceptedId: story.declarationId },
  "declaration-needs-reason": { source: sourceOf("discharge-report") },
  "own-work": { by: "persona-bureau" },
};
