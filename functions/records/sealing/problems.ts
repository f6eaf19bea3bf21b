import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of sealing. */
export const sealingProblems = {} as const satisfies ProblemTable;
