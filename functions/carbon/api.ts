import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { controlPlansLifecycles } from "./control-plans/lifecycles.ts";
import { controlPlansProblems } from "./control-plans/problems.ts";
import { controlPlansUseCases } from "./control-plans/use-cases.ts";
import { officeFunction } from "./deployment.ts";
import { monthsLifecycles } from "./months/lifecycles.ts";
import { officePorts } from "./months/ports.ts";
import { monthsProblems } from "./months/problems.ts";
import { monthsUseCases } from "./months/use-cases.ts";
import { registerLifecycles } from "./register/lifecycles.ts";
import { registerProblems } from "./register/problems.ts";
import { registerUseCases } from "./register/use-cases.ts";
import { reportsProblems } from "./reports/problems.ts";
import { sheetsLifecycles } from "./sheets/lifecycles.ts";
import { sheetsProblems } from "./sheets/problems.ts";
import { uploadMonthSheet } from "./sheets/upload-month-sheet.ts";

const problems = {
  ...lifecycleProblemsOf({ ...registerLifecycles, ...controlPlansLifecycles, ...monthsLifecycles, ...sheetsLifecycles }),
  ...registerProblems,
  ...controlPlansProblems,
  ...monthsProblems,
  ...sheetsProblems,
  // Months name documents that were uploaded for reports.
  "evidence-not-uploaded": reportsProblems["evidence-not-uploaded"],
} as const;

/** The API of the register, control plans and monthly storage. */
export const api = defineApi(officeFunction, problems, officePorts, {
  ...registerUseCases,
  ...controlPlansUseCases,
  ...monthsUseCases,
  uploadMonthSheet,
});
