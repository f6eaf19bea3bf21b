import type { Call } from "../../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../../shared/members/scope.ts";
import type { allowancesEndpoints } from "../contract.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancePlan } from "../rows.ts";
import { allowanceLineView, allowancePlanView } from "../views.ts";

/** Lists plans, the newest years first; a page may be shorter than requested, because plans that the caller may not see are left out. */
export async function listAllowancePlans({ own }: AllocationPorts, call: Call<typeof allowancesEndpoints.listAllowancePlans>) {
  const { items, ...rest } = await own.allowancePlans(call.query);
  const seen = items.filter((plan) => seesPlan(call.caller, plan));
  return accept({ response: { items: seen.map(allowancePlanView), ...rest } });
}

/** Reads a plan that is published, or of the caller's area. */
export async function readAllowancePlan({ own }: AllocationPorts, call: Call<typeof allowancesEndpoints.readAllowancePlan>) {
  const plan = await own.allowancePlan(call.params.planId);
  return plan && seesPlan(call.caller, plan) ? accept({ response: allowancePlanView(plan) }) : refuse({ code: "not-found" });
}

/** Lists the entities of a plan of the caller's area. */
export async function listAllowanceLines({ own }: AllocationPorts, call: Call<typeof allowancesEndpoints.listAllowanceLines>) {
  const { caller, params, query } = call;
  const plan = await own.allowancePlan(params.planId);
  if (!plan || !scopeOf(caller).answersFor(plan.area)) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.allowanceLines(plan.planId, query);
  return accept({ response: { items: items.map(allowanceLineView), ...rest } });
}

function seesPlan(caller: ScopedCaller, { publishedAt, area }: AllowancePlan): boolean {
  return publishedAt !== undefined || scopeOf(caller).answersFor(area);
}
