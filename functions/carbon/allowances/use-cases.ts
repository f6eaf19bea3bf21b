import { decideAllowancePlan } from "./plans/decide-plan.ts";
import { draftAllowancePlan } from "./plans/draft-plan.ts";
import { putAllowanceLines } from "./plans/put-lines.ts";
import { listAllowanceLines, listAllowancePlans, readAllowancePlan } from "./plans/read-plans.ts";

/** The use cases of allocation of allowances, by operation. */
export const allowancesUseCases = {
  draftAllowancePlan,
  putAllowanceLines,
  decideAllowancePlan,
  listAllowancePlans,
  readAllowancePlan,
  listAllowanceLines,
};
