import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { controlPlansProblems } from "./control-plans/problems.ts";
import { reportsFunction } from "./deployment.ts";
import { registerProblems } from "./register/problems.ts";
import { reportsLifecycles } from "./reports/lifecycles.ts";
import { reportsProblems } from "./reports/problems.ts";
import { reportsUseCases } from "./reports/use-cases.ts";
import { verificationLifecycles } from "./verification/lifecycles.ts";
import { verificationPorts } from "./verification/ports.ts";
import { verificationProblems } from "./verification/problems.ts";
import { verificationUseCases } from "./verification/use-cases.ts";

const problems = {
  ...lifecycleProblemsOf({ ...reportsLifecycles, ...verificationLifecycles }),
  ...registerProblems,
  ...controlPlansProblems,
  ...reportsProblems,
  ...verificationProblems,
} as const;

/** The API of annual reports and their verification. */
export const api = defineApi(reportsFunction, problems, verificationPorts, {
  ...reportsUseCases,
  ...verificationUseCases,
});
