import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { dueCancellation } from "../filing/due-cancellation.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { idsOfChange, movesIn, registerWrites } from "../register/change-register.ts";
import { leave, slicesOf } from "../register/register.ts";
import { changing, expiredPosition, nextVersion, openRegisters } from "./change-pledge.ts";
import { type pledgesEndpoints, pledgesFacts } from "./contract.ts";
import { aboutPledge, changedOf, stated } from "./statement.ts";
import { type PledgeView, pledgeView } from "./views.ts";

/** The bank cancels a pledge: what it held alone is free, what others have stays held for them, and what is frozen stays held for the court. */
export function cancelPledge(ports: CollateralPorts, call: Call<typeof pledgesEndpoints.cancelPledge>) {
  const { clock, own } = ports;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const found = await changing(ports, call.caller, call.params, ["bank"], "cancelPledge");
    if (!found.ok) return found;
    const { pledge, state } = found.value;
    const at = clock.now();
    const { pledgeId } = pledge;
    const opened = (await openRegisters(ports, pledge)).filter(({ register }) => slicesOf(register.slices, pledgeId).length > 0);
    const expired = expiredPosition(pledge, opened, at);
    if (expired) return refuse(expired);
    const changed = opened.map((open) => ({ open, change: leave(open.register.slices, { pledgeId }, idsOfChange(open.register)) }));
    const after = nextVersion(pledge, at, { state, endedAt: at });
    const due = dueCancellation(pledge);
    const envelope = aboutPledge(call.caller, at, after);
    const data = { ...stated(after, [], movesIn(changed)), reason: call.body.reason, changed: changedOf(after, changed) };
    return accept({
      response: pledgeView(after, []),
      writes: [
        ...own.pledgePut(after),
        ...(due ? own.cancellationDone(due) : []),
        own.state(pledgesFacts.pledgeCancelled, { ...envelope, data }),
        ...registerWrites<CollateralRefusal>(ports, changed, { ...envelope, cause: { kind: "pledge-end", reference: pledgeId } }),
      ],
    });
  });
}
