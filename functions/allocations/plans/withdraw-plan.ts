import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type allocationsEndpoints, allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Plan } from "../rows.ts";
import { planStated, planView } from "../views.ts";
import { planOfBureau } from "./plan-of-bureau.ts";

/** Withdraws a plan that is not decided; the consumer of the fact drops its lines. */
export function withdrawAllocationPlan(ports: AllocationsPorts, call: Call<typeof allocationsEndpoints.withdrawAllocationPlan>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof planView>, AllocationsRefusal>(ports, call, async () => {
    const plan = planOfBureau(await own.plan(params.planId), caller);
    if (!plan.ok) return plan;
    const state = next(allocationsLifecycles.plan, plan.value.state, "withdrawAllocationPlan");
    if (!state.ok) return state;
    const { reason } = body;
    const withdrawn: Plan = { ...plan.value, state: state.value, reason, version: plan.value.version + 1 };
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [], areas: [withdrawn.area] });
    const data = { ...planStated(withdrawn), reason };
    return accept({
      response: planView(withdrawn),
      writes: [own.planPut(withdrawn), own.state(allocationsFacts.planWithdrawn, { ...envelope, data })],
    });
  });
}
