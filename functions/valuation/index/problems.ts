import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of the composite index. */
export const indexProblems = {} as const satisfies ProblemTable;
