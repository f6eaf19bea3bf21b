import type { ProblemTable } from "../../../shared/kernel/problem.ts";

/** Refusals of factor sets, key entities, the city's energy and coverage. */
export const registerProblems = {} as const satisfies ProblemTable;
