import type { Instant } from "../../shared/kernel/clock.ts";
import { formatFen, plain } from "../../shared/kernel/decimal.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { next, stateAfter } from "../../shared/kernel/lifecycle.ts";
import { mainAccount, partyAccount, reserveAccount, siteAccount } from "../../shared/ledger/account.ts";
import { CNY, isExpired } from "../../shared/ledger/instrument.ts";
import type { Hold } from "../../shared/ledger/rows.ts";
import { quota } from "../../shared/permits/instruments.ts";
import { returnPermits } from "../../shared/permits/issue.ts";
import { reserveBlock } from "../../shared/permits/reserve-additions.ts";
import { logger } from "../../shared/runtime/logger.ts";
import type { Key } from "../../shared/store/client.ts";
import { retryWhileStale, stale } from "../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../shared/store/transaction.ts";
import { eachDue } from "../../shared/streams/due-work.ts";
import { surplusFacts } from "./contract.ts";
import { owesNothing } from "./fee-debt.ts";
import { surplusLifecycles } from "./lifecycles.ts";
import { type Offer, priced } from "./payment.ts";
import type { RecoveryPorts } from "./ports.ts";
import { beneficiariesOf, heldPartView, isDone, type Part, partsOf, type Taking, takingOf } from "./recovery-parts.ts";
import { areasOf, permitParts } from "./site-permit.ts";
import { openRecoveries, type Recovery, type Storage } from "./store.ts";
import { orderedView } from "./views.ts";

/** Holds taken per transaction: each may change a row of stored surplus as well. */
const holdsAtOnce = 20;
const keysAtOnce = 100;

/** Goes on with every open recovery: takes what has become free, and completes those with nothing left. Runs may overlap. */
export function goOnWithRecoveries(ports: RecoveryPorts): Promise<void> {
  return eachDue(ports.own, openRecoveries, ports.clock.now(), (key) => goOnWithRecovery(ports, key));
}

/**
 * Takes all that is free of one recovery, permit by permit, each step in one transaction with the recovery's next version, so that a crash
 * loses nothing and no tonne is taken twice. Ends when a pass over the site's permits finds nothing more to take.
 */
export async function goOnWithRecovery(ports: RecoveryPorts, key: Key): Promise<void> {
  for (;;) {
    const recovery = await openAt(ports, key);
    if (!recovery) return;
    const parts = await partsOf(ports, recovery);
    let taken = false;
    for (const part of parts) {
      const step = () => retryWhileStale("a recovery", () => takeFrom(ports, key, part));
      while (await step()) taken = true;
    }
    if (taken) continue;
    await complete(ports, key);
    return;
  }
}

async function openAt({ own }: RecoveryPorts, key: Key): Promise<Recovery | undefined> {
  const recovery = await own.recovery(key);
  return recovery?.state === "open" ? recovery : undefined;
}

/** Takes what is free of one permit: available tonnes and a page of its holds. False if there is nothing, or it can't be paid now. */
async function takeFrom(ports: RecoveryPorts, key: Key, part: Part): Promise<boolean | typeof stale> {
  const { dynamo, clock, ledger } = ports;
  const at = clock.now();
  const recovery = await openAt(ports, key);
  const { instrument } = part;
  if (!recovery || isExpired(instrument, at)) return false;
  const { available } = await ledger.position(siteAccount(recovery.siteId), instrument);
  const taking = takingOf({ available, taking: await stillPending(ports, part.taking) }, recovery, holdsAtOnce);
  if (taking.tonnes.lte(0)) return false;
  const permit = permitParts(instrument);
  const payable = isFree(recovery, instrument) || taking.paidTonnes.isZero() ? undefined : await offerFor(ports, permit, taking, at);
  if (payable === "fund" || payable === "price") return isBlocked(ports, recovery, payable);
  const waiting = (await stillPending(ports, part.waiting)).map((hold) => heldPartView(hold, hold.remaining));
  const result = await commit(dynamo, await takingWrites(ports, { recovery, permit, taking, waiting, offer: payable, at }));
  if (result.kind === "failed" && typeof result.failure === "object") return isBlocked(ports, recovery, "debt");
  return result.kind === "committed" || stale;
}

/** Whether a permit is recovered free of charge. */
function isFree({ paidPermits }: Recovery, instrument: string): boolean {
  return !paidPermits.includes(instrument);
}

/** What is paid for a step; or what is missing to pay it. */
async function offerFor(
  ports: RecoveryPorts,
  permit: ReturnType<typeof permitParts>,
  { paidTonnes }: Taking,
  at: Instant,
): Promise<Offer | "fund" | "price"> {
  const offer = await priced(ports, permit, paidTonnes, at);
  if (!offer.ok) return "price";
  const { available } = await ports.ledger.position(mainAccount("buy-back"), CNY);
  return available.lt(offer.value.amount) ? "fund" : offer.value;
}

/** Notes once what an open recovery waits for beside holds, so that people see it. */
async function isBlocked(
  { dynamo, own }: RecoveryPorts,
  recovery: Recovery,
  blocked: NonNullable<Recovery["blocked"]>,
): Promise<false | typeof stale> {
  logger.warn("a recovery is blocked", { recoveryId: recovery.recoveryId, blocked });
  if (recovery.blocked === blocked) return false;
  const result = await commit(dynamo, [own.recoveryPut({ ...recovery, blocked, version: recovery.version + 1 })]);
  return result.kind === "committed" ? false : stale;
}

interface Step {
  readonly recovery: Recovery;
  readonly permit: ReturnType<typeof permitParts>;
  readonly taking: Taking;
  readonly waiting: readonly ReturnType<typeof heldPartView>[];
  readonly offer: Offer | undefined;
  readonly at: Instant;
}

async function takingWrites(ports: RecoveryPorts, step: Step): Promise<WriteFragment[]> {
  const { own, ledger, reserves } = ports;
  const { recovery, permit, taking, waiting, offer, at } = step;
  const { tonnes, held, paidTonnes } = taking;
  const { recoveryId, partyId, siteId, ground, documentNumber } = recovery;
  const source = ground === "cut" ? "initial-allocation-cut" : "recovered-from-closure";
  const envelope = {
    ...{ factId: newId(at), occurredAt: at, actor: "recover-permits" },
    ...{ parties: [...new Set([partyId, ...beneficiariesOf(waiting)])], areas: areasOf({ ...permit, area: recovery.area }) },
  };
  const entry = ledger.newEntry({ ...envelope, cause: { kind: "recovery", reference: recoveryId } });
  returnPermits(entry, { ...permit, tonnes, held, from: siteAccount(siteId), to: reserveAccount(permit.pool), at });
  entry.delivers(reserveAccount(permit.pool), quota(permit.pollutant, permit.pool), reserveBlock(permit, envelope.factId));
  if (offer?.amount.gt(0))
    entry.transfer({ instrument: CNY, from: mainAccount("buy-back"), to: partyAccount(partyId), quantity: offer.amount });
  const { blocked, ...unblocked } = recovery;
  const after: Recovery = {
    ...unblocked,
    state: stateAfter(surplusLifecycles.recovery, recovery.state, "take"),
    recoveredTonnes: recovery.recoveredTonnes.plus(tonnes),
    paidCny: offer ? recovery.paidCny.plus(offer.amount) : recovery.paidCny,
    version: recovery.version + 1,
  };
  const { reason, cut, paidPermits, ...stated } = orderedView(recovery);
  const acquiredFree = isFree(recovery, permit.instrument);
  const data = {
    ...{
      ...stated,
      ...permit,
      source,
      acquiredFree,
      recoveredTonnes: plain(tonnes),
      paidTonnes: plain(acquiredFree ? tonnes.mul(0) : paidTonnes),
    },
    ...(offer && { payment: offer.payment }),
    ...{ holds: held.map(({ hold, quantity }) => heldPartView(hold, quantity)), waiting: [...waiting] },
    blockReference: reserveBlock(permit, envelope.factId),
  };
  return [
    own.recoveryPut(after),
    ...(offer ? [owesNothing(ports, siteId, permit.instrument)] : []),
    reserves.additionPut(permit, { additionId: envelope.factId, tonnes, source, documentNumber, addedAt: at }),
    own.state(surplusFacts.permitsRecovered, { ...envelope, data }),
    ...(await storageWrites(ports, held, at)),
    ...entry.writes(),
  ];
}

/** Stored surplus that is taken with its permit ends, or has less left. */
async function storageWrites({ own }: RecoveryPorts, held: Taking["held"], at: Instant): Promise<WriteFragment[]> {
  const stored = held.filter(({ hold }) => hold.purpose === "storage");
  return Promise.all(
    stored.map(async ({ hold, quantity }) => {
      const storage = required(await own.storage(hold.holdId), `stored surplus ${hold.holdId}`);
      const remainingTonnes = storage.remainingTonnes.minus(quantity);
      const guard = remainingTonnes.isZero() ? "nothing is left" : "something is left";
      const after = next(surplusLifecycles.storage, storage.state, "recover", guard);
      const ended: Partial<Storage> = remainingTonnes.isZero() ? { endedAt: at } : {};
      // What ended since its hold was read has a hold that changed as well: the commit is stale.
      const state = after.ok ? after.value : storage.state;
      return own.storagePut({ ...storage, ...ended, state, remainingTonnes, version: storage.version + 1 });
    }),
  );
}

/** Completes a recovery with nothing left; otherwise it stays open, and the next run takes what is free by then. */
async function complete(ports: RecoveryPorts, key: Key): Promise<void> {
  const { dynamo, own, clock } = ports;
  const recovery = await openAt(ports, key);
  if (!recovery || !isDone(recovery, await partsOf(ports, recovery))) return;
  const at = clock.now();
  const { blocked, ...unblocked } = recovery;
  const state = stateAfter(surplusLifecycles.recovery, recovery.state, "complete");
  const completed: Recovery = { ...unblocked, state, completedAt: at, version: recovery.version + 1 };
  const envelope = {
    ...{ factId: `recovery-completed.${recovery.recoveryId}`, occurredAt: at, actor: "recover-permits" },
    ...{ parties: [recovery.partyId], areas: [recovery.area] },
  };
  const data = { ...orderedView(recovery), recoveredTonnes: plain(recovery.recoveredTonnes), paidCny: formatFen(recovery.paidCny) };
  // Changed meanwhile: another run completes it.
  await commit(dynamo, [
    own.recoveryPut(completed),
    own.openRecoveryRemove(recovery),
    own.state(surplusFacts.recoveryCompleted, { ...envelope, data }),
  ]);
}

/** Those of some holds that are pending now, as they are. */
async function stillPending({ ledger }: RecoveryPorts, holds: readonly Hold[]): Promise<Hold[]> {
  const pending: Hold[] = [];
  for (let start = 0; start < holds.length; start += keysAtOnce) {
    const found = await ledger.holdsAt(holds.slice(start, start + keysAtOnce));
    pending.push(...found.flatMap((hold) => (hold?.state === "pending" ? [hold] : [])));
  }
  return pending;
}
