import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import type { ProblemTable, RefusalOf } from "../../shared/kernel/problem.ts";
import { batchesProblems } from "./batches/problems.ts";
import { changesProblems } from "./changes/problems.ts";
import { disclosureProblems } from "./disclosure/problems.ts";
import { enforcementProblems } from "./enforcement/problems.ts";
import { filingProblems } from "./filing/problems.ts";
import { freezesProblems } from "./freezes/problems.ts";
import { incomeProblems } from "./income/problems.ts";
import { collateralLifecycles } from "./lifecycles.ts";
import { pledgesProblems } from "./pledges/problems.ts";
import { searchProblems } from "./search/problems.ts";

/** Refusals of collateral, in addition to the common problems. */
export const collateralProblems = {
  ...lifecycleProblemsOf(collateralLifecycles),
  ...pledgesProblems,
  ...changesProblems,
  ...filingProblems,
  ...batchesProblems,
  ...freezesProblems,
  ...enforcementProblems,
  ...disclosureProblems,
  ...incomeProblems,
  ...searchProblems,
} as const satisfies ProblemTable;

/** Any refusal of collateral. */
export type CollateralRefusal = RefusalOf<typeof collateralProblems> | NotFound;
