import { decideControlPlan } from "./decide-control-plan.ts";
import { fileControlPlan } from "./file-control-plan.ts";
import { listControlPlans, readControlPlan } from "./read-control-plans.ts";

/** The use cases of data-quality control plans, by operation. */
export const controlPlansUseCases = { fileControlPlan, decideControlPlan, readControlPlan, listControlPlans };
