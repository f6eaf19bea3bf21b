import type { ExamplesByOperation } from "../../shared/http/examples.ts";
import { allowancesExamples } from "./allowances/examples.ts";
import { controlPlansExamples } from "./control-plans/examples.ts";
import { monthsExamples } from "./months/examples.ts";
import { registerExamples } from "./register/examples.ts";
import { reportsExamples } from "./reports/examples.ts";
import { sheetsExamples } from "./sheets/examples.ts";
import { surrenderExamples } from "./surrender/examples.ts";
import { verificationExamples } from "./verification/examples.ts";

/** Examples of carbon. */
export const carbonExamples: ExamplesByOperation = {
  ...registerExamples,
  ...controlPlansExamples,
  ...monthsExamples,
  ...reportsExamples,
  ...sheetsExamples,
  ...verificationExamples,
  ...allowancesExamples,
  ...surrenderExamples,
};
