import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of data-quality control plans. */
export const controlPlansProblems = {} as const satisfies ProblemTable;
