import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of changes. */
export const changesProblems = {} as const satisfies ProblemTable;
