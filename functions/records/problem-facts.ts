import type { SampleFacts } from "../../shared/http/problem-examples.ts";
import { evidenceProblemFacts } from "./evidence/problem-facts.ts";
import { exportsProblemFacts } from "./exports/problem-facts.ts";
import { holdingsProblemFacts } from "./holdings/problem-facts.ts";
import { pedigreeProblemFacts } from "./pedigree/problem-facts.ts";
import { readingsProblemFacts } from "./readings/problem-facts.ts";
import { reportsProblemFacts } from "./reports/problem-facts.ts";
import { sealingProblemFacts } from "./sealing/problem-facts.ts";
import { statisticsProblemFacts } from "./statistics/problem-facts.ts";
import { tradesProblemFacts } from "./trades/problem-facts.ts";

/** Facts of the problems of records. */
export const recordsProblemFacts: SampleFacts["ofCode"] = {
  ...tradesProblemFacts,
  ...readingsProblemFacts,
  ...pedigreeProblemFacts,
  ...holdingsProblemFacts,
  ...sealingProblemFacts,
  ...exportsProblemFacts,
  ...evidenceProblemFacts,
  ...statisticsProblemFacts,
  ...reportsProblemFacts,
};
