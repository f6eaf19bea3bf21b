import type { SampleFacts } from "../../shared/http/problem-examples.ts";
import { supervisionProblemFacts } from "./supervision/problem-facts.ts";
import { worklistProblemFacts } from "./worklist/problem-facts.ts";

/** Facts of the problems of surveillance. */
export const surveillanceProblemFacts: SampleFacts["ofCode"] = { ...worklistProblemFacts, ...supervisionProblemFacts };
