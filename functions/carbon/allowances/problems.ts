import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of allocation of allowances. */
export const allowancesProblems = {} as const satisfies ProblemTable;
