import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { registerWrites } from "../register/change-register.ts";
import { freezesOver, renew } from "../register/freeze-terms.ts";
import { freezeToActOn } from "./act-on-freeze.ts";
import { type freezesEndpoints, freezesFacts } from "./contract.ts";
import { frozenBy } from "./in-register.ts";
import { freezeLifecycle } from "./lifecycles.ts";
import { freezeSource, longestTerm } from "./rules.ts";
import { aboutFreeze, freezeStatement, nextFreeze, nothingMoved } from "./statement.ts";
import { type FreezeView, freezeView } from "./views.ts";

/** Renews a freeze where it is in force, before its term is over. Where it waits, its term has not begun, and stays what it is. */
export function renewFreeze(ports: CollateralPorts, call: Call<typeof freezesEndpoints.renewFreeze>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { months, documentNumber, documentSha256 } = body;
  return runCommand<FreezeView, CollateralRefusal>(ports, call, async () => {
    const at = clock.now();
    const found = await freezeToActOn(ports, caller, params.freezeId, at);
    if (!found.ok) return found;
    const { freeze, open } = found.value;
    const { freezeId } = freeze;
    const state = next(freezeLifecycle, freeze.state, "renewFreeze");
    if (!state.ok) return state;
    const longest = required(longestTerm(freeze.instrument), `term of ${freeze.instrument}`);
    if (months > longest.months)
      return refuse({ code: "freeze-term-too-long", months, longestMonths: longest.months, source: longest.source });
    const { slices } = open.register;
    const { until = at } = frozenBy(slices, freezeId);
    if (freezesOver(slices, at).includes(freezeId))
      return refuse({ code: "freeze-term-over", freezeId, until, source: freezeSource("renewal") });
    const change = renew(slices, { freezeId, months, at });
    const after = nextFreeze(freeze, at, { state: state.value, documentNumber, documentSha256 });
    const envelope = factEnvelopeOf(caller, at, aboutFreeze(after, change.slices));
    const data = { ...freezeStatement(after, change.slices, { before: open.register.slices, moved: nothingMoved }), months };
    return accept({
      response: freezeView(after, change.slices),
      writes: [
        own.freezePut(after),
        own.state(freezesFacts.freezeRenewed, { ...envelope, data }),
        ...registerWrites(ports, [{ open, change }], { ...envelope, cause: { kind: "court-freeze", reference: freezeId } }),
      ],
    });
  });
}
