import { formatFen, sum } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next, stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { LedgerPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import { type AllocationName, allocationName, type Line } from "../rows.ts";
import { allocationStatedOf } from "../views.ts";
import { returnToCap } from "./entries.ts";
import { type Pending, readPending } from "./pending.ts";
import { unpaid } from "./schedule.ts";
import { leftToPay, linePuts } from "./scheduled.ts";
import { envelopeOf, instalmentStated, permitsStated } from "./stating.ts";
import { waived } from "./steps.ts";

const actor = "on-permits-recovered";

/** Names of the allocations that holds of recovered permits belong to, where they stood for unpaid instalments. */
export function allocationsOfHolds(holds: readonly { readonly holdId: string; readonly purpose: string }[]): readonly AllocationName[] {
  const ids = holds
    .filter(({ purpose }) => purpose === "unpaid-fee" || purpose === "overdue-fee")
    .map(({ holdId }) => holdId.split(".").slice(0, 2).join("."));
  return [...new Set(ids)].map(allocationName);
}

/** What the fact of a recovery says of the site. */
interface Recovered {
  readonly siteId: string;
  readonly ground: string;
  readonly holds: readonly { readonly holdId: string; readonly purpose: string }[];
}

/**
 * Does what the recovery of a site's permits does to its allocations, held or not: what was to be paid for recovered permits is waived, and
 * what waits for its first payment returns to the cap, unless the site was only cut.
 */
export async function doRecovered(ports: LedgerPorts, { siteId, ground, holds }: Recovered): Promise<void> {
  for (const name of allocationsOfHolds(holds)) await waiveRecovered(ports, name);
  if (ground === "cut") return;
  let cursor: string | undefined;
  do {
    const page = await ports.own.allocationsAt(siteId, { cursor });
    for (const line of page.items) if (line.state === "awaiting-payment") await returnRecovered(ports, line);
    cursor = page.nextCursor;
  } while (cursor);
}

/** Returns an allocation that waits for its first payment to the cap; what was set aside for it is the member's again. */
async function returnRecovered(ports: LedgerPorts, name: AllocationName): Promise<void> {
  await retryWhileStale("an allocation to a site whose permits were recovered", async () => {
    const { own, ledger, clock } = ports;
    const pending = await readPending(ports, name);
    const [first] = pending?.line.instalments ?? [];
    if (pending?.line.state !== "awaiting-payment" || !first) return;
    const { plan, line } = pending;
    const at = clock.now();
    const { factType } = allocationsFacts.returned;
    const envelope = envelopeOf(pending, factType, { subject: actor }, at);
    const entry = ledger.newEntry<AllocationsRefusal>({ ...envelope, cause: { kind: factType, reference: line.allocationId } });
    returnToCap(entry, pending, at);
    const data = { ...instalmentStated(pending, first), because: "recovered" as const, returned: permitsStated(line, line.amounts) };
    const returned: Line = {
      ...line,
      state: stateAfter(allocationsLifecycles.allocation, line.state, "recover"),
      instalments: line.instalments.map(waived),
    };
    const result = await commit(ports.dynamo, [
      ...linePuts(own, plan, returned),
      own.state(allocationsFacts.returned, { ...envelope, data }),
      ...entry.writes(),
    ]);
    return result.kind === "committed" ? undefined : stale;
  });
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
