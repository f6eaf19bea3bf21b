import { defineApi } from "../../shared/http/api.ts";
import { carbon } from "./deployment.ts";
import { carbonProblems } from "./problems.ts";
import { sheetPorts } from "./sheets/ports.ts";
import { sheetsUseCases } from "./sheets/use-cases.ts";

/** The API of uploaded sheets. */
export const api = defineApi(carbon.functions["carbon-sheets-api"], carbonProblems, sheetPorts, {
  ...sheetsUseCases,
});
