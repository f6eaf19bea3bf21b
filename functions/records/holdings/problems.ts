import type { ProblemTable } from "../../../shared/kernel/problem.ts";
import { readingsProblems } from "../readings/problems.ts";

/** Refusals of holdings. */
export const holdingsProblems = { ...readingsProblems } as const satisfies ProblemTable;
