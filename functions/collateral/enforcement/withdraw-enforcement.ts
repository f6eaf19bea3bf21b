import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { nextVersion, registersOf } from "../pledges/change-pledge.ts";
import { pledgeLifecycle } from "../pledges/lifecycles.ts";
import { aboutPledge, stated } from "../pledges/statement.ts";
import type { CollateralRefusal } from "../problems.ts";
import { openRegister, registerWrites } from "../register/change-register.ts";
import { markedSlices, unmarkSlices } from "../register/enforced-slices.ts";
import { changedBy, nextEnforcement, notedWrites } from "./change-enforcement.ts";
import { type enforcementEndpoints, enforcementFacts } from "./contract.ts";
import { enforcementLifecycle } from "./lifecycles.ts";
import type { EnforcementPorts } from "./ports.ts";
import { type EnforcementView, enforcementData, enforcementView } from "./views.ts";

/**
 * Withdraws an enforcement: its slice is no longer marked, and the pledge stands as before. Not once a sale is announced: an announcement and a
 * withdrawal at the same time exclude each other.
 */
export function withdrawEnforcement(ports: EnforcementPorts, call: Call<typeof enforcementEndpoints.withdrawEnforcement>) {
  const { clock, own, sales } = ports;
  const { caller, params, body } = call;
  return runCommand<EnforcementView, CollateralRefusal>(ports, call, async () => {
    const found = await changedBy(ports, caller, params, "bankId");
    if (!found.ok) return found;
    const enforcement = found.value;
    const state = next(enforcementLifecycle, enforcement.state, "withdrawEnforcement");
    if (!state.ok) return state;
    const { enforcementId, pledgeId, pledgorId, area } = enforcement;
    const at = clock.now();
    const pledge = required(await own.pledge(pledgeId), "pledge of an enforcement");
    const open = await openRegister(ports, enforcement, { partyId: pledgorId, area });
    const change = unmarkSlices(open.register.slices, enforcementId);
    const withdrawn = nextEnforcement(enforcement, { state: state.value, reason: body.reason, endedAt: at });
    const stands = next(pledgeLifecycle, pledge.state, "endEnforcement", "something is owed");
    // What has ended with its right stays ended.
    const after = nextVersion(pledge, at, { state: stands.ok ? stands.value : pledge.state });
    const envelope = aboutPledge(caller, at, after);
    const data = { ...stated(after, await registersOf(ports, after), false), ...enforcementData(withdrawn), reason: body.reason };
    return accept({
      response: enforcementView(withdrawn, caller),
      writes: [
        own.enforcementPut(withdrawn),
        sales.noAnnouncedSale<CollateralRefusal>(enforcementId, { code: "on-sale", enforcementId }),
        ...own.pledgePut(after),
        own.state(enforcementFacts.enforcementWithdrawn, { ...envelope, data }),
        ...notedWrites(ports, caller, at, withdrawn, markedSlices(open.register.slices, enforcementId)),
        ...registerWrites<CollateralRefusal>(ports, [{ open, change }], {
          ...envelope,
          cause: { kind: "enforcement", reference: pledgeId },
        }),
      ],
    });
  });
}
