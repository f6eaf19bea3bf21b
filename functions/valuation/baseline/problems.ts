import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of baseline prices. */
export const baselineProblems = {} as const satisfies ProblemTable;
