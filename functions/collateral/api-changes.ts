import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { changesLifecycles } from "./changes/lifecycles.ts";
import { changesPorts } from "./changes/ports.ts";
import { changesProblems } from "./changes/problems.ts";
import { changesUseCases } from "./changes/use-cases.ts";
import { changesFunction } from "./deployment.ts";
import { filingProblems } from "./filing/problems.ts";
import { pledgesLifecycles } from "./pledges/lifecycles.ts";
import { pledgesProblems } from "./pledges/problems.ts";

const problems = {
  ...lifecycleProblemsOf({ ...pledgesLifecycles, ...changesLifecycles }),
  ...pledgesProblems,
  ...filingProblems,
  ...changesProblems,
} as const;

/** The API of changes of pledges, names, objections and judgments. */
export const api = defineApi(changesFunction, problems, changesPorts, changesUseCases);
