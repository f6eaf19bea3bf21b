import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of sealing. */
export const sealingProblemFacts: SampleFacts["ofCode"] = {
  "record-not-sealed": { recordId: "019caa70-3c00-7000-8000-000000000001" },
};
