import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of search. */
export const searchProblems = {} as const satisfies ProblemTable;
