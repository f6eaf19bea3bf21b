import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of holdings. */
export const holdingsProblems = {} as const satisfies ProblemTable;
