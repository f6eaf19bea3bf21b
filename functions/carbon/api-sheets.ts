import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { sheetsFunction } from "./deployment.ts";
import { registerProblems } from "./register/problems.ts";
import { reportsLifecycles } from "./reports/lifecycles.ts";
import { reportsProblems } from "./reports/problems.ts";
import { sheetsLifecycles } from "./sheets/lifecycles.ts";
import { sheetPorts } from "./sheets/ports.ts";
import { sheetsProblems } from "./sheets/problems.ts";
import { sheetsUseCases } from "./sheets/use-cases.ts";

const problems = {
  ...lifecycleProblemsOf({ ...sheetsLifecycles, ...reportsLifecycles }),
  ...sheetsProblems,
  ...registerProblems,
  ...reportsProblems,
} as const;

/** The API of uploaded sheets. */
export const api = defineApi(sheetsFunction, problems, sheetPorts, {
  ...sheetsUseCases,
});
