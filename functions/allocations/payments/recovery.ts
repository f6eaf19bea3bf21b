import { formatFen, sum } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { LedgerPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import { type AllocationName, allocationName, type Line } from "../rows.ts";
import { allocationStatedOf } from "../views.ts";
import { type Pending, readPending } from "./pending.ts";
import { unpaid } from "./schedule.ts";
import { leftToPay, linePuts } from "./scheduled.ts";
import { envelopeOf } from "./stating.ts";

const actor = "on-permits-recovered";

/** Names of the allocations that holds of recovered permits belong to, where they stood for unpaid instalments. */
export function allocationsOfHolds(holds: readonly { readonly holdId: string; readonly purpose: string }[]): readonly AllocationName[] {
  const ids = holds
    .filter(({ purpose }) => purpose === "unpaid-fee" || purpose === "overdue-fee")
    .map(({ holdId }) => holdId.split(".").slice(0, 2).join("."));
  return [...new Set(ids)].map(allocationName);
}

/**
 * Waives the instalments of an allocation whose permits were all recovered before they were paid: nothing is owed for them any more, and what
 * was set aside is the member's again. With the last of them the allocation ends.
 */
export async function waiveRecovered(ports: LedgerPorts, name: AllocationName): Promise<void> {
  await retryWhileStale("an allocation whose permits were recovered", async () => {
    const pending = await readPending(ports, name);
    if (!pending?.isRecovered) return;
    const result = await commit(ports.dynamo, waivedWrites(ports, pending));
    return result.kind === "committed" ? undefined : stale;
  });
}

/** Reads an allocation as it is now: what was recovered of it is waived first. */
export async function currentPending(ports: LedgerPorts, name: AllocationName): Promise<Pending | undefined> {
  const pending = await readPending(ports, name);
  if (!pending?.isRecovered) return pending;
  await waiveRecovered(ports, name);
  return readPending(ports, name);
}

function waivedWrites({ own, ledger, clock }: LedgerPorts, pending: Pending): WriteFragment<AllocationsRefusal>[] {
  const { plan, line, dues } = pending;
  const waived = line.instalments.filter((each) => each.state === "waived");
  const isOver = unpaid(line.instalments).length === 0;
  const ended = next(allocationsLifecycles.allocation, line.state, "end");
  const nextLine: Line = {
    ...line,
    state: isOver ? required(ended.ok ? ended.value : undefined, "end of an allocation") : line.state,
    instalments: line.instalments.map((each) => (each.state === "waived" && each.owed ? { ...each, owed: false } : each)),
  };
  const { factType } = allocationsFacts.instalmentsWaived;
  const envelope = envelopeOf(pending, factType, { subject: actor }, clock.now());
  const ending = waived.flatMap(({ number }) => dues.get(number) ?? []);
  const setAside = sum(ending.map(({ reserved }) => reserved));
  const entry = ledger.newEntry<AllocationsRefusal>({ ...envelope, cause: { kind: factType, reference: line.allocationId } });
  for (const due of ending) if (due.reserved.gt(0)) entry.endDue(due);
  const data = {
    ...allocationStatedOf(plan, line),
    instalments: waived.map(({ number, amount }) => ({ number, amountCny: formatFen(amount) })),
    leftCny: leftToPay(nextLine),
    releasedCny: formatFen(setAside),
  };
  return [
    ...linePuts(own, plan, nextLine),
    own.state(allocationsFacts.instalmentsWaived, { ...envelope, data }),
    ...ending.flatMap((due) => (due.reserved.isZero() ? [ledger.endDue(due)] : [])),
    ...(setAside.gt(0) ? entry.writes() : []),
  ];
}
