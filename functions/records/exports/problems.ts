import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of exports. */
export const exportsProblems = {} as const satisfies ProblemTable;
