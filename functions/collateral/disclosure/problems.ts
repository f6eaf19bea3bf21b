import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of disclosure. */
export const disclosureProblems = {} as const satisfies ProblemTable;
