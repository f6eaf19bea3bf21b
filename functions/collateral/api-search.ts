import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { coverageUseCases } from "./coverage/use-cases.ts";
import { searchFunction } from "./deployment.ts";
import { searchLifecycles } from "./search/lifecycles.ts";
import { searchProblems } from "./search/problems.ts";
import { searchPorts } from "./search/record-search.ts";
import { searchUseCases } from "./search/use-cases.ts";

const problems = {
  ...lifecycleProblemsOf(searchLifecycles),
  ...searchProblems,
} as const;

/** The API of searches and coverage. */
export const api = defineApi(searchFunction, problems, searchPorts, { ...searchUseCases, ...coverageUseCases });
