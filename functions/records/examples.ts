import type { ExamplesByOperation } from "../../shared/http/examples.ts";
import { evidenceExamples } from "./evidence/examples.ts";
import { exportsExamples } from "./exports/examples.ts";
import { holdingsExamples } from "./holdings/examples.ts";
import { pedigreeExamples } from "./pedigree/examples.ts";
import { readingsExamples } from "./readings/examples.ts";
import { reportsExamples } from "./reports/examples.ts";
import { sealingExamples } from "./sealing/examples.ts";
import { statementsExamples } from "./statements/examples.ts";
import { statisticsExamples } from "./statistics/examples.ts";
import { tradesExamples } from "./trades/examples.ts";

/** Examples of records. */
export const recordsExamples: ExamplesByOperation = {
  ...statementsExamples,
  ...tradesExamples,
  ...readingsExamples,
  ...pedigreeExamples,
  ...holdingsExamples,
  ...sealingExamples,
  ...exportsExamples,
  ...evidenceExamples,
  ...statisticsExamples,
  ...reportsExamples,
};
