import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of evidence of auctions. */
export const evidenceProblems = {} as const satisfies ProblemTable;
