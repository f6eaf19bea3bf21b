import { defineApi } from "../../shared/http/api.ts";
import { lifecycleProblemsOf } from "../../shared/kernel/lifecycle.ts";
import { disclosureFunction } from "./deployment.ts";
import { disclosureLifecycles } from "./disclosure/lifecycles.ts";
import { disclosurePorts } from "./disclosure/ports.ts";
import { disclosureProblems } from "./disclosure/problems.ts";
import { disclosureUseCases } from "./disclosure/use-cases.ts";
import { incomeLifecycles } from "./income/lifecycles.ts";
import { incomeProblems } from "./income/problems.ts";
import { incomeUseCases } from "./income/use-cases.ts";
import { pledgesLifecycles } from "./pledges/lifecycles.ts";

const problems = {
  // Where a pledge has ended, nothing is paid for it any more.
  ...lifecycleProblemsOf({ ...disclosureLifecycles, ...incomeLifecycles, ...pledgesLifecycles }),
  ...disclosureProblems,
  ...incomeProblems,
} as const;

/** The API of disclosure and income rights. */
export const api = defineApi(disclosureFunction, problems, disclosurePorts, { ...disclosureUseCases, ...incomeUseCases });
