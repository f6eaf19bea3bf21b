import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { openMonths } from "../months/open-months.ts";
import { checkOwnWork } from "../own-work.ts";
import type { CarbonPorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { type controlPlansEndpoints, controlPlansFacts } from "./contract.ts";
import { replaced } from "./file-control-plan.ts";
import { controlPlansLifecycles } from "./lifecycles.ts";
import type { ControlPlan } from "./store.ts";
import { type ControlPlanView, controlPlanView, planStatedOf } from "./views.ts";

/** Approves or returns a version of a plan. The first one of a year that is approved opens the year's months. */
export function decideControlPlan(ports: CarbonPorts, call: Call<typeof controlPlansEndpoints.decideControlPlan>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { planVersion, decision, reason } = body;
  return runCommand<ControlPlanView, CarbonRefusal>(ports, call, async () => {
    const [head, plan] = await Promise.all([own.controlPlanHead(params), own.controlPlan(params, planVersion)]);
    if (!head || !plan || !scopeOf(caller).answersFor(plan.area)) return refuse({ code: "not-found" });
    const guard = decision === "approved" ? "own-work" : "the bureau returns it with a reason";
    const state = next(controlPlansLifecycles.controlPlan, plan.state, "decideControlPlan", guard);
    if (!state.ok) return state;
    const notOwn = checkOwnWork(caller, [plan.filedBy]);
    if (!notOwn.ok) return notOwn;
    const at = clock.now();
    const { partyId, area } = plan;
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    const decided: ControlPlan = { ...plan, state: state.value, decidedAt: at, decisionReason: reason, version: plan.version + 1 };
    const data = { ...planStatedOf(plan), reason };
    if (decision === "returned")
      return accept({
        response: controlPlanView(decided),
        writes: [own.controlPlanPut(decided), own.state(controlPlansFacts.controlPlanReturned, { ...envelope, data })],
      });
    const before = head.inForce === undefined ? undefined : await own.controlPlan(params, head.inForce);
    return accept({
      response: controlPlanView(decided),
      writes: [
        own.controlPlanPut(decided),
        own.controlPlanHeadPut(params, { ...head, inForce: planVersion, version: head.version + 1 }),
        ...(before ? [own.controlPlanPut(replaced(before, "approveLater"))] : openMonths(own, decided)),
        own.state(controlPlansFacts.controlPlanApproved, { ...envelope, data: { ...data, late: plan.late } }),
      ],
    });
  });
}
