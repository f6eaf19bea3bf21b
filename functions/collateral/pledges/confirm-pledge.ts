import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { changing, nextVersion } from "./change-pledge.ts";
import { type pledgesEndpoints, pledgesFacts } from "./contract.ts";
import { aboutPledge, stated } from "./statement.ts";
import { type PledgeView, pledgeView } from "./views.ts";

/** The pledgor confirms a draft: now its bank may register it. */
export function confirmPledge(ports: CollateralPorts, call: Call<typeof pledgesEndpoints.confirmPledge>) {
  const { clock, own } = ports;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const found = await changing(ports, call.caller, call.params, ["pledgor"], "confirmPledge");
    if (!found.ok) return found;
    const at = clock.now();
    const after = nextVersion(found.value.pledge, at, { state: found.value.state });
    const fact = { ...aboutPledge(call.caller, at, after), data: stated(after, [], false) };
    return accept({
      response: pledgeView(after, []),
      writes: [...own.pledgePut(after), own.state(pledgesFacts.pledgeConfirmed, fact)],
    });
  });
}

/** Either side refuses a pledge before it is registered. */
export function refusePledge(ports: CollateralPorts, call: Call<typeof pledgesEndpoints.refusePledge>) {
  const { clock, own } = ports;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const found = await changing(ports, call.caller, call.params, ["bank", "pledgor"], "refusePledge");
    if (!found.ok) return found;
    const at = clock.now();
    const after = nextVersion(found.value.pledge, at, { state: found.value.state, endedAt: at });
    const fact = { ...aboutPledge(call.caller, at, after), data: { ...stated(after, [], false), reason: call.body.reason } };
    return accept({
      response: pledgeView(after, []),
      writes: [...own.pledgePut(after), own.state(pledgesFacts.pledgeRefused, fact)],
    });
  });
}
