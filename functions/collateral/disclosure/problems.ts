import type { ProblemTable } from "../../../shared/kernel/problem.ts";
import { accidentProblems } from "./accidents/problems.ts";
import { consentProblems } from "./consents/problems.ts";
import { readingProblems } from "./reading/problems.ts";

/** Refusals of disclosure. */
export const disclosureProblems = { ...consentProblems, ...readingProblems, ...accidentProblems } as const satisfies ProblemTable;
