import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import type { allocationsEndpoints } from "../contract.ts";
import type { AllocationsPorts } from "../ports.ts";
import { allocationName, type Line, type Plan } from "../rows.ts";
import type { AllocationsStore } from "../store.ts";
import { allocationView, areasOf, objectionView, planLineView, planView } from "../views.ts";

/** Lists published plans, newest first. */
export async function listAllocationPlans({ own }: AllocationsPorts, { query }: Call<typeof allocationsEndpoints.listAllocationPlans>) {
  const { items, ...rest } = await own.publishedPlans(query);
  return accept({ response: { items: items.map(planView), ...rest } });
}

/** Reads a plan that was published. */
export async function readAllocationPlan({ own }: AllocationsPorts, { params }: Call<typeof allocationsEndpoints.readAllocationPlan>) {
  const plan = await publishedPlan(own, params.planId);
  return plan.ok ? accept({ response: planView(plan.value) }) : plan;
}

/** Lists the lines of a plan that was published. */
export async function listAllocationLines(ports: AllocationsPorts, call: Call<typeof allocationsEndpoints.listAllocationLines>) {
  const plan = await publishedPlan(ports.own, call.params.planId);
  return plan.ok ? accept({ response: await linesOf(ports, plan.value, call.query) }) : plan;
}

/** Lists the objections to a plan: authorities of its area see all, enterprises their own, so that a page may be shorter than requested. */
export async function listObjections(ports: AllocationsPorts, { caller, params, query }: Call<typeof allocationsEndpoints.listObjections>) {
  const { own } = ports;
  const scope = scopeOf(caller);
  const plan = await publishedPlan(own, params.planId);
  if (!plan.ok) return plan;
  if (scope.area !== undefined && !scope.concerns(plan.value.area)) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.objections(params.planId, query);
  const seen = items.filter(({ partyId }) => scope.area !== undefined || partyId === caller.partyId);
  return accept({ response: { items: seen.map(objectionView), ...rest } });
}

/** Lists the plans of an area in the caller's scope, drafts too. */
export async function listAreaPlans({ own }: AllocationsPorts, { caller, query }: Call<typeof allocationsEndpoints.listAreaPlans>) {
  const page = await pageInScope(scopeOf(caller), query, (area, request) => own.plansOf(area, request));
  if (!page.ok) return page;
  const { items, ...rest } = page.value;
  return accept({ response: { items: items.map(planView), ...rest } });
}

/** Reads a plan of the caller's area, drafted or published. */
export async function readAreaPlan({ own }: AllocationsPorts, { caller, params }: Call<typeof allocationsEndpoints.readAreaPlan>) {
  const plan = await planOfArea(own, caller, params.planId);
  return plan.ok ? accept({ response: planView(plan.value) }) : plan;
}

/** Lists the lines of a plan of the caller's area, drafted or published. */
export async function listAreaPlanLines(ports: AllocationsPorts, call: Call<typeof allocationsEndpoints.listAreaPlanLines>) {
  const plan = await planOfArea(ports.own, call.caller, call.params.planId);
  return plan.ok ? accept({ response: await linesOf(ports, plan.value, call.query) }) : plan;
}

/** Lists the caller's allocations, newest first. */
export async function listAllocations({ own }: AllocationsPorts, { caller, query }: Call<typeof allocationsEndpoints.listAllocations>) {
  const { items, ...rest } = await own.allocationsOf(caller.partyId, query);
  const plans = await own.plansById(items.map(({ planId }) => planId));
  const views = items.flatMap((line) => {
    const plan = plans.get(line.planId);
    return plan ? [allocationView(plan, line)] : [];
  });
  return accept({ response: { items: views, ...rest } });
}

/** Reads an allocation: its holder's own, and authorities those of the areas that it concerns, once its line is published. */
export async function readAllocation({ own }: AllocationsPorts, { caller, params }: Call<typeof allocationsEndpoints.readAllocation>) {
  const found = await own.allocation(allocationName(params.allocationId));
  return found && seesAllocation(caller, found)
    ? accept({ response: allocationView(found.plan, found.line) })
    : refuse({ code: "not-found" });
}

/** Whether a caller may see an allocation with its payments. A draft is nobody's yet. */
export function seesAllocation(caller: ScopedCaller, { plan, line }: { readonly plan: Plan; readonly line: Line }): boolean {
  return line.publishedAt !== undefined && scopeOf(caller).sees({ partyId: line.partyId, areas: areasOf(plan, line) });
}

async function publishedPlan(own: Pick<AllocationsStore, "plan">, planId: string): Promise<Outcome<Plan, NotFound>> {
  const plan = await own.plan(planId);
  return plan?.publishedAt === undefined ? refuse({ code: "not-found" }) : accept(plan);
}

async function planOfArea(own: Pick<AllocationsStore, "plan">, caller: ScopedCaller, planId: string): Promise<Outcome<Plan, NotFound>> {
  const plan = await own.plan(planId);
  return plan && scopeOf(caller).answersFor(plan.area) ? accept(plan) : refuse({ code: "not-found" });
}

async function linesOf({ own }: AllocationsPorts, { planId }: Plan, request: PageRequest) {
  const { items, ...rest }: Page<Line> = await own.lines(planId, request);
  return { items: items.map(planLineView), ...rest };
}
