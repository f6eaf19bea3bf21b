import { plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import type { Key } from "../../../shared/store/client.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import type { CollateralJobPorts } from "../ports.ts";
import { idsOfChange, openRegister, registerWrites } from "../register/change-register.ts";
import { endTerm, freezesOver } from "../register/freeze-terms.ts";
import { freezeTermDue } from "../register/store.ts";
import { freezesFacts } from "./contract.ts";
import { frozenBy, leftOf } from "./in-register.ts";
import { freezeLifecycle } from "./lifecycles.ts";
import { aboutFreeze, freezeStatement, movedIn, nextFreeze } from "./statement.ts";
import { turnWrites } from "./turns.ts";

/** Ends every freeze whose term is over: the next in the queue takes its turn, and its term runs from the end of the one before. */
export function endFreezeTerms(ports: CollateralJobPorts): Promise<void> {
  return eachDue(ports.own, freezeTermDue, ports.clock.now(), async (key) => {
    let more = true;
    while (more) more = await retryWhileStale("the term of a freeze", () => endNext(ports, key));
  });
}

/** Ends the term of one freeze of a register; false when none is over. What has expired is emptied when the fact of its end arrives. */
async function endNext(ports: CollateralJobPorts, key: Key): Promise<boolean | typeof stale> {
  const { dynamo, clock, own } = ports;
  const found = await own.registerIn(key);
  const at = clock.now();
  if (!found || isExpired(found.instrument, at)) return false;
  const open = await openRegister(ports, found, found);
  const { slices, version } = open.register;
  const [freezeId] = freezesOver(slices, at);
  if (freezeId === undefined) return false;
  const freeze = required(await own.freeze(freezeId), `freeze ${freezeId}`);
  const change = endTerm(slices, { freezeId, now: at }, idsOfChange(open.register));
  const left = frozenBy(change.slices, freezeId);
  const state = next(freezeLifecycle, freeze.state, "term ends", leftOf(left));
  // Another run has ended it after the register was read.
  if (!state.ok) return stale;
  const after = nextFreeze(freeze, at, { state: state.value, ...(state.value === "ended" && { endedAt: at }) });
  const changed = [{ open, change }];
  const ended = frozenBy(slices, freezeId).quantity.minus(left.quantity);
  const data = {
    ...freezeStatement(after, change.slices, { before: slices, moved: movedIn(changed) }),
    ground: "term" as const,
    endedQuantity: plain(ended),
  };
  const about = aboutFreeze(after, slices, change.slices);
  const envelope = { factId: `freeze-ended.${freezeId}.${version + 1}`, occurredAt: at, actor: "collateral-freeze-terms", ...about };
  const result = await commit(dynamo, [
    own.freezePut(after),
    own.state(freezesFacts.freezeEnded, { ...envelope, data }),
    ...(await turnWrites(own, { ...change, before: slices }, envelope)),
    ...registerWrites(ports, changed, { ...envelope, cause: { kind: "court-freeze-ended", reference: freezeId } }),
  ]);
  return result.kind === "committed" ? true : stale;
}
