import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of batches. */
export const batchesProblems = {} as const satisfies ProblemTable;
