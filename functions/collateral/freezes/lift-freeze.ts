import type { Call } from "../../../shared/http/api-handler.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { finerThanUnit } from "../pledges/pledging-rules.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { idsOfChange, registerWrites } from "../register/change-register.ts";
import { isFull, mostSlices } from "../register/limits.ts";
import { lift } from "../register/register.ts";
import { freezeToActOn } from "./act-on-freeze.ts";
import { type freezesEndpoints, freezesFacts } from "./contract.ts";
import { frozenBy, leftOf } from "./in-register.ts";
import { freezeLifecycle } from "./lifecycles.ts";
import { freezeSource } from "./rules.ts";
import { aboutFreeze, freezeStatement, movedIn, nextFreeze } from "./statement.ts";
import { turnWrites } from "./turns.ts";
import { type FreezeView, freezeView } from "./views.ts";

/** Lifts a freeze or a part of it: whoever waits on those tonnes takes its turn, and tonnes that nobody has any more are free. */
export function liftFreeze(ports: CollateralPorts, call: Call<typeof freezesEndpoints.liftFreeze>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { sliceId, documentNumber, documentSha256, reason } = body;
  return runCommand<FreezeView, CollateralRefusal>(ports, call, async () => {
    const at = clock.now();
    const found = await freezeToActOn(ports, caller, params.freezeId, at);
    if (!found.ok) return found;
    const { freeze, open } = found.value;
    const { freezeId, account, instrument } = freeze;
    const { slices } = open.register;
    const possible = next(freezeLifecycle, freeze.state, "liftFreeze", "nothing is left of it");
    if (!possible.ok) return possible;
    const there = sliceId === undefined ? slices : slices.filter((slice) => slice.sliceId === sliceId);
    const frozen = frozenBy(there, freezeId).quantity;
    const quantity = body.quantity ?? frozen;
    if (quantity.gt(frozen) || frozen.isZero())
      return refuse({ code: "exceeds-frozen", freezeId, quantity, frozen, source: freezeSource("queue") });
    const finer = finerThanUnit(instrument, quantity);
    if (finer) return refuse(finer);
    const change = lift(slices, { freezeId, at, sliceId, quantity }, idsOfChange(open.register));
    if (isFull(change.slices)) return refuse({ code: "register-full", account, instrument, most: mostSlices });
    const state = next(freezeLifecycle, freeze.state, "liftFreeze", leftOf(frozenBy(change.slices, freezeId)));
    if (!state.ok) return state;
    const over = state.value === "lifted";
    const after = nextFreeze(freeze, at, { state: state.value, documentNumber, documentSha256, ...(over && { endedAt: at }) });
    const envelope = factEnvelopeOf(caller, at, aboutFreeze(after, slices, change.slices));
    const changed = [{ open, change }];
    const data = {
      ...freezeStatement(after, change.slices, { before: slices, moved: movedIn(changed) }),
      liftedQuantity: plain(quantity),
      reason,
    };
    return accept({
      response: freezeView(after, change.slices),
      writes: [
        own.freezePut(after),
        own.state(freezesFacts.freezeLifted, { ...envelope, data }),
        ...(await turnWrites(own, { ...change, before: slices }, envelope)),
        ...registerWrites(ports, changed, { ...envelope, cause: { kind: "court-freeze-lifted", reference: freezeId } }),
      ],
    });
  });
}
