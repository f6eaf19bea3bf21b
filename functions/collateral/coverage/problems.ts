import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of coverage. */
export const coverageProblems = {} as const satisfies ProblemTable;
