import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { allowancesLifecycles } from "./allowances/lifecycles.ts";
import { allocationPorts } from "./allowances/ports.ts";
import { allowancesProblems } from "./allowances/problems.ts";
import { allowancesUseCases } from "./allowances/use-cases.ts";
import { allowancesFunction } from "./deployment.ts";
import { surrenderLifecycles } from "./surrender/lifecycles.ts";
import { surrenderProblems } from "./surrender/problems.ts";
import { surrenderUseCases } from "./surrender/use-cases.ts";

const problems = {
  ...lifecycleProblemsOf({ ...allowancesLifecycles, ...surrenderLifecycles }),
  ...allowancesProblems,
  ...surrenderProblems,
} as const;

/** The API of allowances and surrender. */
export const api = defineApi(allowancesFunction, problems, allocationPorts, {
  ...allowancesUseCases,
  ...surrenderUseCases,
});
