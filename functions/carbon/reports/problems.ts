import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of annual reports. */
export const reportsProblems = {} as const satisfies ProblemTable;
