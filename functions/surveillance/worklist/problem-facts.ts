import type { SampleFacts } from "../../../shared/http/problem-examples.ts";

/** Facts of the problems of the worklist. */
export const worklistProblemFacts: SampleFacts["ofCode"] = { "assignee-not-of-your-party": { assignee: "persona-mill" } };
