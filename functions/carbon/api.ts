import { defineApi } from "../../shared/http/api.ts";
import { controlPlansUseCases } from "./control-plans/use-cases.ts";
import { carbon } from "./deployment.ts";
import { officePorts } from "./months/ports.ts";
import { monthsUseCases } from "./months/use-cases.ts";
import { carbonProblems } from "./problems.ts";
import { registerUseCases } from "./register/use-cases.ts";
import { uploadMonthSheet } from "./sheets/upload-month-sheet.ts";

/** The API of the register, control plans and monthly storage. */
export const api = defineApi(carbon.functions["carbon-api"], carbonProblems, officePorts, {
  ...registerUseCases,
  ...controlPlansUseCases,
  ...monthsUseCases,
  uploadMonthSheet,
});
