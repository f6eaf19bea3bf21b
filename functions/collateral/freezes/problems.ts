import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of freezes. */
export const freezesProblems = {} as const satisfies ProblemTable;
