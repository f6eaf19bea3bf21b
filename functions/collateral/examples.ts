import type { ExamplesByOperation } from "../../shared/http/examples.ts";
import { batchesExamples } from "./batches/examples.ts";
import { changesExamples } from "./changes/examples.ts";
import { coverageExamples } from "./coverage/examples.ts";
import { disclosureExamples } from "./disclosure/examples.ts";
import { enforcementExamples } from "./enforcement/examples.ts";
import { filingExamples } from "./filing/examples.ts";
import { freezesExamples } from "./freezes/examples.ts";
import { incomeExamples } from "./income/examples.ts";
import { pledgesExamples } from "./pledges/examples.ts";
import { searchExamples } from "./search/examples.ts";

/** Examples of collateral. */
export const collateralExamples: ExamplesByOperation = {
  ...pledgesExamples,
  ...changesExamples,
  ...filingExamples,
  ...batchesExamples,
  ...freezesExamples,
  ...enforcementExamples,
  ...coverageExamples,
  ...disclosureExamples,
  ...incomeExamples,
  ...searchExamples,
};
