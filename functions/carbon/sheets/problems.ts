import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of templates and uploaded sheets. */
export const sheetsProblems = {} as const satisfies ProblemTable;
