import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of market statistics. */
export const statisticsProblems = {} as const satisfies ProblemTable;
