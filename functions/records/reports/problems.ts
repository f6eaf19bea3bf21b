import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of market reports. */
export const reportsProblems = {} as const satisfies ProblemTable;
