import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { allocationsEndpoints } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import { planView } from "../views.ts";
import { planOfBureau } from "./plan-of-bureau.ts";
import { planWith } from "./put-lines.ts";
import { routesLeft } from "./routes.ts";

/** Takes a site out of a drafted plan; what its assessment allows may then be sold. */
export function removeAllocationLine(ports: AllocationsPorts, call: Call<typeof allocationsEndpoints.removeAllocationLine>) {
  const { own } = ports;
  const { caller, params } = call;
  return runCommand<ReturnType<typeof planView>, AllocationsRefusal>(ports, call, async () => {
    const { plan: read, lines } = await own.planWithLines(params.planId, [params.siteId]);
    const plan = planOfBureau(read, caller);
    if (!plan.ok) return plan;
    const state = next(allocationsLifecycles.plan, plan.value.state, "removeAllocationLine");
    if (!state.ok) return state;
    const [line] = lines;
    if (!line) return refuse({ code: "not-found" });
    const changed = planWith(plan.value, [line], []);
    return accept({
      response: planView(changed),
      writes: [own.planPut(changed), own.lineRemove(line), ...routesLeft(ports, [line])],
    });
  });
}
