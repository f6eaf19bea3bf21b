import { defineApi } from "../../shared/http/api.ts";
import { tradesFunction } from "./deployment.ts";
import { pedigreeProblems } from "./pedigree/problems.ts";
import { pedigreeUseCases } from "./pedigree/use-cases.ts";
import { tradesPorts } from "./ports-trades.ts";
import { readingsUseCases } from "./readings/use-cases.ts";
import { tradesProblems } from "./trades/problems.ts";
import { tradesUseCases } from "./trades/use-cases.ts";

/** The API of trade records and the pedigree of tonnes. */
export const api = defineApi(tradesFunction, { ...tradesProblems, ...pedigreeProblems }, tradesPorts, {
  ...tradesUseCases,
  ...pedigreeUseCases,
  ...readingsUseCases,
});
