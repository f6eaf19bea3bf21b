import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import type { ScopedCaller } from "../../../../shared/members/scope.ts";
import type { CarbonStore } from "../../store.ts";
import { allowancePlanOfBureau } from "../plans/plan-of-bureau.ts";
import type { AllowancesRefusal } from "../problems.ts";
import { type AllowanceLine, type AllowancePlan, allowanceNameOf } from "../rows.ts";

/** An allocation with its plan. */
export interface PlannedLine {
  readonly plan: AllowancePlan;
  readonly line: AllowanceLine;
}

/** An allocation by its id, with its plan; undefined if there is none. */
export async function allocationAt(
  own: Pick<CarbonStore, "allowancePlan" | "allowanceLine">,
  allocationId: string,
): Promise<PlannedLine | undefined> {
  const name = allowanceNameOf(allocationId);
  const [plan, line] = await Promise.all([own.allowancePlan(name.planId), own.allowanceLine(name)]);
  return plan && line ? { plan, line } : undefined;
}

/** An allocation that a regulator may change: one under a plan of its area. */
export async function allocationOfBureau(
  own: Pick<CarbonStore, "allowancePlan" | "allowanceLine">,
  allocationId: string,
  caller: ScopedCaller,
): Promise<Outcome<PlannedLine, AllowancesRefusal>> {
  const found = await allocationAt(own, allocationId);
  const plan = allowancePlanOfBureau(found?.plan, caller);
  if (!plan.ok) return plan;
  return found ? accept(found) : refuse({ code: "not-found" });
}
