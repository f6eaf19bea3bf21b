import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of monthly storage. */
export const monthsProblems = {} as const satisfies ProblemTable;
