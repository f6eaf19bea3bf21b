import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { coverageUseCases } from "./coverage/use-cases.ts";
import { searchFunction } from "./deployment.ts";
import { disclosureLifecycles } from "./disclosure/lifecycles.ts";
import { disclosurePorts } from "./disclosure/ports.ts";
import { disclosureProblems } from "./disclosure/problems.ts";
import { disclosureUseCases } from "./disclosure/use-cases.ts";
import { incomeLifecycles } from "./income/lifecycles.ts";
import { incomeProblems } from "./income/problems.ts";
import { incomeUseCases } from "./income/use-cases.ts";
import { searchLifecycles } from "./search/lifecycles.ts";
import { searchProblems } from "./search/problems.ts";
import { searchUseCases } from "./search/use-cases.ts";

const problems = {
  ...lifecycleProblemsOf({ ...searchLifecycles, ...disclosureLifecycles, ...incomeLifecycles }),
  ...searchProblems,
  ...disclosureProblems,
  ...incomeProblems,
} as const;

/** The API of searches, disclosure, coverage and income rights. */
export const api = defineApi(searchFunction, problems, disclosurePorts, {
  ...searchUseCases,
  ...disclosureUseCases,
  ...coverageUseCases,
  ...incomeUseCases,
});
