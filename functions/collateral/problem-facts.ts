import type { SampleFacts } from "../../shared/http/problem-examples.ts";
import { batchesProblemFacts } from "./batches/problem-facts.ts";
import { changesProblemFacts } from "./changes/problem-facts.ts";
import { disclosureProblemFacts } from "./disclosure/problem-facts.ts";
import { enforcementProblemFacts } from "./enforcement/problem-facts.ts";
import { filingProblemFacts } from "./filing/problem-facts.ts";
import { freezesProblemFacts } from "./freezes/problem-facts.ts";
import { incomeProblemFacts } from "./income/problem-facts.ts";
import { pledgesProblemFacts } from "./pledges/problem-facts.ts";
import { searchProblemFacts } from "./search/problem-facts.ts";

/** Facts of the problems of collateral. */
export const collateralProblemFacts: SampleFacts["ofCode"] = {
  ...pledgesProblemFacts,
  ...changesProblemFacts,
  ...filingProblemFacts,
  ...batchesProblemFacts,
  ...freezesProblemFacts,
  ...enforcementProblemFacts,
  ...disclosureProblemFacts,
  ...incomeProblemFacts,
  ...searchProblemFacts,
};
