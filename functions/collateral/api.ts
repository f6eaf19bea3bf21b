import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { batchesLifecycles } from "./batches/lifecycles.ts";
import { batchesProblems } from "./batches/problems.ts";
import { batchesUseCases } from "./batches/use-cases.ts";
import { pledgesFunction } from "./deployment.ts";
import { readingProblems } from "./disclosure/reading/problems.ts";
import { filingLifecycles } from "./filing/lifecycles.ts";
import { filingPorts } from "./filing/ports.ts";
import { filingProblems } from "./filing/problems.ts";
import { filingUseCases } from "./filing/use-cases.ts";
import { pledgesLifecycles } from "./pledges/lifecycles.ts";
import { pledgesProblems } from "./pledges/problems.ts";
import { pledgesUseCases } from "./pledges/use-cases.ts";

const problems = {
  ...lifecycleProblemsOf({ ...pledgesLifecycles, ...filingLifecycles, ...batchesLifecycles }),
  ...pledgesProblems,
  ...filingProblems,
  ...batchesProblems,
  ...readingProblems,
} as const;

/** The API of pledges, filing and batches. */
export const api = defineApi(pledgesFunction, problems, filingPorts, {
  ...pledgesUseCases,
  ...filingUseCases,
  ...batchesUseCases,
});
