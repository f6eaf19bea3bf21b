import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../../shared/members/scope.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowancePlan } from "../rows.ts";

/** A plan that a regulator may change: one of its area. A draft of another area does not exist for it; a published one is another's. */
export function allowancePlanOfBureau(plan: AllowancePlan | undefined, caller: ScopedCaller): Outcome<AllowancePlan, AllowancesRefusal> {
  if (!plan) return refuse({ code: "not-found" });
  if (scopeOf(caller).answersFor(plan.area)) return accept(plan);
  if (plan.publishedAt === undefined) return refuse({ code: "not-found" });
  return refuse({ code: "allowance-plan-of-another-area", area: caller.area, planArea: plan.area });
}
