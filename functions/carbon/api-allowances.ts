import { defineApi } from "../../shared/http/api.ts";
import { allocationPorts } from "./allowances/ports.ts";
import { allowancesUseCases } from "./allowances/use-cases.ts";
import { carbon } from "./deployment.ts";
import { carbonProblems } from "./problems.ts";
import { surrenderUseCases } from "./surrender/use-cases.ts";

/** The API of allowances and surrender. */
export const api = defineApi(carbon.functions["carbon-allowances-api"], carbonProblems, allocationPorts, {
  ...allowancesUseCases,
  ...surrenderUseCases,
});
