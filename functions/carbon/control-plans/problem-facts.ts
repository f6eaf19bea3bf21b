import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { controlPlanSources } from "./sources.ts";

/** Facts of the problems of control plans. */
export const controlPlansProblemFacts: SampleFacts["ofCode"] = {
  "plan-not-approved": { year: "2026", source: controlPlanSources.plan },
  "change-needs-reason": { year: "2026", source: controlPlanSources.plan },
  "factor-not-conservative": {
    ...{ activity: "boiler-1", direction: "in", conservativeFactor: "0.9" },
    source: controlPlanSources.conservative,
  },
};
