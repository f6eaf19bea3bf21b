import { decimal, plain } from "../../../shared/kernel/decimal.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { freezesFacts } from "../freezes/contract.ts";
import { frozenBy } from "../freezes/in-register.ts";
import { freezeLifecycle } from "../freezes/lifecycles.ts";
import { aboutFreeze, freezeStatement, nextFreeze, nothingMoved } from "../freezes/statement.ts";
import type { CollateralOwnPorts } from "../ports.ts";
import type { Enforcement, RealisedFreeze } from "./rows.ts";

/**
 * Tells of every freeze what was realised of its tonnes, and ends those that have no others: what they claim stands in the proceeds from then on.
 * One transaction each, for there may be many; repeated, it finds nothing to do.
 */
export async function endRealisedFreezes(ports: CollateralOwnPorts, enforcement: Enforcement): Promise<void> {
  for (const realised of enforcement.result?.freezes ?? []) {
    await retryWhileStale("a freeze whose tonnes were realised", () => endRealised(ports, enforcement, realised));
  }
}

async function endRealised(
  { dynamo, own, clock }: CollateralOwnPorts,
  { enforcementId, account, instrument }: Enforcement,
  { freezeId, quantity, inForceQuantity }: RealisedFreeze,
): Promise<undefined | typeof stale> {
  const [freeze, register] = await Promise.all([own.freeze(freezeId), own.register({ account, instrument })]);
  const slices = register?.slices ?? [];
  const isOver = frozenBy(slices, freezeId).quantity.isZero();
  const ended = freeze && next(freezeLifecycle, freeze.state, "slices are realised");
  // Ended already, by this or for another reason.
  if (!freeze || !ended?.ok) return undefined;
  const at = clock.now();
  const after = isOver ? nextFreeze(freeze, at, { state: ended.value, endedAt: at }) : freeze;
  const data = {
    ...freezeStatement(after, slices, { before: slices, moved: nothingMoved }),
    inForceChange: plain(decimal(inForceQuantity).neg()),
    ground: "realised" as const,
    endedQuantity: quantity,
  };
  const fact = {
    factId: `freeze-ended.${freezeId}.${enforcementId}`,
    occurredAt: at,
    actor: "end-enforcement",
    ...aboutFreeze(after, slices),
  };
  const result = await commit(dynamo, [...(isOver ? [own.freezePut(after)] : []), own.state(freezesFacts.freezeEnded, { ...fact, data })]);
  return result.kind === "committed" || result.failure === "done" ? undefined : stale;
}
