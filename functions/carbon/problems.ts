import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import type { ProblemTable, RefusalOf } from "../../shared/kernel/problem.ts";
import { allowancesProblems } from "./allowances/problems.ts";
import { controlPlansProblems } from "./control-plans/problems.ts";
import { carbonLifecycles } from "./lifecycles.ts";
import { monthsProblems } from "./months/problems.ts";
import { registerProblems } from "./register/problems.ts";
import { reportsProblems } from "./reports/problems.ts";
import { sheetsProblems } from "./sheets/problems.ts";
import { surrenderProblems } from "./surrender/problems.ts";
import { verificationProblems } from "./verification/problems.ts";

/** Refusals of carbon, in addition to the common problems. */
export const carbonProblems = {
  ...lifecycleProblemsOf(carbonLifecycles),
  ...registerProblems,
  ...controlPlansProblems,
  ...monthsProblems,
  ...reportsProblems,
  ...sheetsProblems,
  ...verificationProblems,
  ...allowancesProblems,
  ...surrenderProblems,
} as const satisfies ProblemTable;

/** Any refusal of carbon. */
export type CarbonRefusal = RefusalOf<typeof carbonProblems> | NotFound;
