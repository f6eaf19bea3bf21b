import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import type { ProblemTable, RefusalOf } from "../../shared/kernel/problem.ts";
import { surveillanceLifecycles } from "./lifecycles.ts";
import { screensProblems } from "./screens/problems.ts";
import { supervisionProblems } from "./supervision/problems.ts";
import { worklistProblems } from "./worklist/problems.ts";

/** Refusals of surveillance, in addition to the common problems. */
export const surveillanceProblems = {
  ...lifecycleProblemsOf(surveillanceLifecycles),
  ...screensProblems,
  ...worklistProblems,
  ...supervisionProblems,
} as const satisfies ProblemTable;

/** Any refusal of surveillance. */
export type SurveillanceRefusal = RefusalOf<typeof surveillanceProblems> | NotFound;
