import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { mill } from "../../story.ts";

/** Facts of the problems of sealing. */
export const sealingProblemFacts: SampleFacts["ofCode"] = {
  "record-not-sealed": { recordId: `award-settled.${mill.enrolmentId}` },
};
