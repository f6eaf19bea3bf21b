import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of surrender. */
export const surrenderProblems = {} as const satisfies ProblemTable;
