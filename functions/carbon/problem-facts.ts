import type { SampleFacts } from "../../shared/http/problem-examples.ts";
import { allowancesProblemFacts } from "./allowances/problem-facts.ts";
import { controlPlansProblemFacts } from "./control-plans/problem-facts.ts";
import { monthsProblemFacts } from "./months/problem-facts.ts";
import { registerProblemFacts } from "./register/problem-facts.ts";
import { reportsProblemFacts } from "./reports/problem-facts.ts";
import { sheetsProblemFacts } from "./sheets/problem-facts.ts";
import { surrenderProblemFacts } from "./surrender/problem-facts.ts";
import { verificationProblemFacts } from "./verification/problem-facts.ts";

/** Facts of the problems of carbon. */
export const carbonProblemFacts: SampleFacts["ofCode"] = {
  ...registerProblemFacts,
  ...controlPlansProblemFacts,
  ...monthsProblemFacts,
  ...reportsProblemFacts,
  ...sheetsProblemFacts,
  ...verificationProblemFacts,
  ...allowancesProblemFacts,
  ...surrenderProblemFacts,
};
