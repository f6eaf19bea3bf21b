import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { courtsFunction } from "./deployment.ts";
import { enforcementLifecycles } from "./enforcement/lifecycles.ts";
import { enforcementPorts } from "./enforcement/ports.ts";
import { enforcementProblems } from "./enforcement/problems.ts";
import { enforcementUseCases } from "./enforcement/use-cases.ts";
import { freezesLifecycles } from "./freezes/lifecycles.ts";
import { freezesProblems } from "./freezes/problems.ts";
import { freezesUseCases } from "./freezes/use-cases.ts";

const problems = {
  ...lifecycleProblemsOf({ ...freezesLifecycles, ...enforcementLifecycles }),
  ...freezesProblems,
  ...enforcementProblems,
} as const;

/** The API of court freezes and enforcement. */
export const api = defineApi(courtsFunction, problems, enforcementPorts, {
  ...freezesUseCases,
  ...enforcementUseCases,
});
