import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of pledges. */
export const pledgesProblems = {} as const satisfies ProblemTable;
