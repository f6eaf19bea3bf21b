import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of the pedigree of tonnes. */
export const pedigreeProblems = {} as const satisfies ProblemTable;
