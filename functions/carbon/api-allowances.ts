import { defineApi } from "../../shared/http/api.ts";
import { allowancesUseCases } from "./allowances/use-cases.ts";
import { carbon } from "./deployment.ts";
import { allowancePorts } from "./ports.ts";
import { carbonProblems } from "./problems.ts";
import { surrenderUseCases } from "./surrender/use-cases.ts";

/** The API of allowances and surrender. */
export const api = defineApi(carbon.functions["carbon-allowances-api"], carbonProblems, allowancePorts, {
  ...allowancesUseCases,
  ...surrenderUseCases,
});
