import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CarbonPorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { entityOf } from "../register/list-key-entity.ts";
import { type controlPlansEndpoints, controlPlansFacts } from "./contract.ts";
import { controlPlansLifecycles } from "./lifecycles.ts";
import { checkPlan, hasBegun } from "./plan-rules.ts";
import type { ControlPlan } from "./store.ts";
import { type ControlPlanView, controlPlanView, planStatedOf } from "./views.ts";

/** Files a version of a plan. One that still waits for the bureau is replaced by it; one in force stays so until this one is approved. */
export function fileControlPlan(ports: CarbonPorts, call: Call<typeof controlPlansEndpoints.fileControlPlan>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ControlPlanView, CarbonRefusal>(ports, call, async () => {
    if (caller.partyId !== params.partyId) return refuse({ code: "not-found" });
    const entity = await entityOf(ports, params);
    if (!entity.ok) return entity;
    const at = clock.now();
    const checked = checkPlan({ year: params.year, ...body }, at);
    if (!checked.ok) return checked;
    const head = await own.controlPlanHead(params);
    const latest = head && required(await own.controlPlan(params, head.latest), `version ${head.latest} of a control plan`);
    const { partyId, partyName, creditCode, area } = entity.value;
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    const plan: ControlPlan = {
      ...{ ...params, partyName, creditCode, area, planVersion: (head?.latest ?? 0) + 1, activities: body.activities },
      ...(body.changeReason !== undefined && { changeReason: body.changeReason }),
      ...{ state: "filed", filedBy: caller.subject, filedAt: at, late: hasBegun(params.year, at), version: 1 },
    };
    return accept({
      response: controlPlanView(plan),
      writes: [
        own.controlPlanPut(plan),
        own.controlPlanHeadPut(params, { ...head, latest: plan.planVersion, version: (head?.version ?? 0) + 1 }),
        ...(latest?.state === "filed" ? [own.controlPlanPut(replaced(latest, "fileControlPlan"))] : []),
        own.state(controlPlansFacts.controlPlanFiled, {
          ...envelope,
          data: { ...planStatedOf(plan), activities: [...plan.activities] },
        }),
      ],
    });
  });
}

/** A version that a later one has taken the place of. */
export function replaced(plan: ControlPlan, event: "fileControlPlan" | "approveLater"): ControlPlan {
  return { ...plan, state: stateAfter(controlPlansLifecycles.controlPlan, plan.state, event), version: plan.version + 1 };
}
