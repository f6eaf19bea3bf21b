import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of trade records. */
export const tradesProblems = {} as const satisfies ProblemTable;
