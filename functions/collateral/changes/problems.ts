import type { ProblemTable } from "../../../shared/kernel/problem.ts";
import { agreedProblems } from "./agreed/problems.ts";
import { objectionProblems } from "./objections/problems.ts";

/** Refusals of changes. */
export const changesProblems = { ...agreedProblems, ...objectionProblems } as const satisfies ProblemTable;
