import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of enforcement. */
export const enforcementProblems = {} as const satisfies ProblemTable;
