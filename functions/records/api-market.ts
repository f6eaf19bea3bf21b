import { defineApi } from "../../shared/http/api.ts";
import { marketFunction } from "./deployment.ts";
import { readingsProblems } from "./readings/problems.ts";
import { reportPorts } from "./reports/ports.ts";
import { reportsProblems } from "./reports/problems.ts";
import { reportsUseCases } from "./reports/use-cases.ts";
import { statisticsProblems } from "./statistics/problems.ts";
import { statisticsUseCases } from "./statistics/use-cases.ts";

/** The API of totals, market statistics and market reports. */
export const api = defineApi(marketFunction, { ...readingsProblems, ...statisticsProblems, ...reportsProblems }, reportPorts, {
  ...statisticsUseCases,
  ...reportsUseCases,
});
