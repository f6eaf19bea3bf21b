import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Plan } from "../rows.ts";

/** A plan that a regulator may change: one of its area. A draft of another area does not exist for it; a published one is another's. */
export function planOfBureau(plan: Plan | undefined, caller: ScopedCaller): Outcome<Plan, AllocationsRefusal> {
  if (!plan) return refuse({ code: "not-found" });
  if (scopeOf(caller).answersFor(plan.area)) return accept(plan);
  if (plan.publishedAt === undefined) return refuse({ code: "not-found" });
  return refuse({ code: "plan-of-another-area", area: caller.area, planArea: plan.area });
}
