import { defineApi } from "../../shared/http/api.ts";
import { statementsFunction } from "./deployment.ts";
import { holdingsProblems } from "./holdings/problems.ts";
import { holdingsUseCases } from "./holdings/use-cases.ts";
import { readingsProblems } from "./readings/problems.ts";
import { statementsPorts } from "./statements/ports.ts";
import { statementsProblems } from "./statements/problems.ts";
import { statementsUseCases } from "./statements/use-cases.ts";

/** The API of facts, statements and holdings. */
export const api = defineApi(statementsFunction, { ...readingsProblems, ...statementsProblems, ...holdingsProblems }, statementsPorts, {
  ...statementsUseCases,
  ...holdingsUseCases,
});
