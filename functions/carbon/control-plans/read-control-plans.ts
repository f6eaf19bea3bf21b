import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, type Outcome, type Refusal, refuse } from "../../../shared/kernel/outcome.ts";
import { ownOrInArea } from "../../../shared/members/scope.ts";
import type { CarbonPorts } from "../ports.ts";
import { seesYear } from "../reports/access.ts";
import type { controlPlansEndpoints } from "./contract.ts";
import { controlPlanSources } from "./sources.ts";
import type { ControlPlan } from "./store.ts";
import { controlPlanView } from "./views.ts";

/** Reads a plan. */
export async function readControlPlan({ own }: CarbonPorts, { caller, params, query }: Call<typeof controlPlansEndpoints.readControlPlan>) {
  const planVersion = query.version ?? (await own.controlPlanHead(params))?.latest;
  const plan = planVersion === undefined ? undefined : await own.controlPlan(params, planVersion);
  if (!plan || !(await seesYear(own, caller, { partyId: plan.partyId, year: params.year, area: plan.area })))
    return refuse({ code: "not-found" });
  return accept({ response: controlPlanView(plan) });
}

/** Lists versions of plans. */
export async function listControlPlans({ own }: CarbonPorts, { caller, query }: Call<typeof controlPlansEndpoints.listControlPlans>) {
  const { state, ...request } = query;
  const page = await ownOrInArea(caller, request, own.controlPlansOf, (area, asked) => own.controlPlansIn(state, area, asked));
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(controlPlanView) } }) : page;
}

/** No version of a plan is approved. */
export interface PlanNotApproved extends Refusal {
  readonly code: "plan-not-approved";
  readonly source: string;
  readonly partyId: string;
  readonly year: string;
}

/** The version of an entity's plan that is in force for a year; without one nothing is stored or reported. */
export async function planFor(
  { own }: Pick<CarbonPorts, "own">,
  { partyId, year }: { readonly partyId: string; readonly year: string },
): Promise<Outcome<ControlPlan, PlanNotApproved>> {
  const of = { partyId, year };
  const inForce = (await own.controlPlanHead(of))?.inForce;
  const plan = inForce === undefined ? undefined : await own.controlPlan(of, inForce);
  return plan ? accept(plan) : refuse({ code: "plan-not-approved", source: controlPlanSources.plan, partyId, year });
}
