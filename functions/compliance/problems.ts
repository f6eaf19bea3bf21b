import type { NotFound } from "../../shared/kernel/outcome.ts";
import type { ProblemTable, RefusalOf } from "../../shared/kernel/problem.ts";
import { declarationProblems } from "./declarations/problems.ts";

/** Refusals of compliance, in addition to the common problems. */
export const complianceProblems = { ...declarationProblems } as const satisfies ProblemTable;

/** Any refusal of compliance. */
export type ComplianceRefusal = RefusalOf<typeof complianceProblems> | NotFound;
