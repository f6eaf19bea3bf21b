import { defineApi } from "../../shared/http/api.ts";
import { carbon } from "./deployment.ts";
import { carbonProblems } from "./problems.ts";
import { reportsUseCases } from "./reports/use-cases.ts";
import { verificationPorts } from "./verification/ports.ts";
import { verificationUseCases } from "./verification/use-cases.ts";

/** The API of annual reports and their verification. */
export const api = defineApi(carbon.functions["carbon-reports-api"], carbonProblems, verificationPorts, {
  ...reportsUseCases,
  ...verificationUseCases,
});
