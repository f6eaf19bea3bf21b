import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of filing. */
export const filingProblems = {} as const satisfies ProblemTable;
