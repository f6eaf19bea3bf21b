import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of verification. */
export const verificationProblems = {} as const satisfies ProblemTable;
