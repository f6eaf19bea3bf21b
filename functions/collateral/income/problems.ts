import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of income. */
export const incomeProblems = {} as const satisfies ProblemTable;
