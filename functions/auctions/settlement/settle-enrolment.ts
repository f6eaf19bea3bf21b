import { formatFen, zero } from "../../../shared/kernel/decimal.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { siteAccount } from "../../../shared/ledger/account.ts";
import { hasLateMoney } from "../../../shared/ledger/dues.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { permitOf } from "../../../shared/permits/issue.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { permitLot } from "../auction.ts";
import { auctionsFacts, type EnrolmentReference } from "../contract.ts";
import { auctionsLifecycles } from "../lifecycles.ts";
import type { SettlementPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Award } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";
import { awardStated, deliveryOf } from "../views.ts";
import type { ReleaseReason } from "../vocabulary.ts";
import { release, settle } from "./entries.ts";
import { toPayOf } from "./payment.ts";
import { enrolmentBasics, entryOnce, type PendingAward, type PendingEnrolment, readPending } from "./pending-enrolment.ts";

/** What is left of an enrolment: nothing; a price that its winner's cash does not cover; or an award past its deadline, left to default. */
type Settlement = "done" | "due" | "overdue";
/** What may pay an award: all that counts for it, or only what is reserved for it. */
export type Means = "all" | "reserved";

/**
 * Finishes one enrolment of an ended auction: settles a winner if its cash suffices, releases everybody else. Idempotent. After the deadline
 * only money that was credited before it counts: what is reserved, and what is available until later money has come.
 */
export function settleEnrolment(
  ports: SettlementPorts,
  reference: EnrolmentReference,
  actor = "settle-enrolment",
  means: Means = "all",
): Promise<Settlement> {
  return retryWhileStale<Settlement>("an enrolment being settled", async () => {
    const pending = await readPending(ports, reference);
    if (!pending) return "done";
    const won: PendingAward | undefined = pending.won && { ...pending, won: pending.won };
    if (won && means === "reserved" && !isReserved(won)) return "due";
    if (won && (await isBeyondDelivery(ports, won))) return "overdue";
    const writes = won ? settlementWrites(ports, won, actor) : accept(releaseWrites(ports, pending, actor));
    // Otherwise the award was settled or defaulted between the reads of the enrolment and of the award.
    if (!writes.ok) return writes.refusal.code === "payment-overdue" ? "overdue" : "done";
    const result = await commit(ports.dynamo, writes.value);
    if (result.kind === "committed") return "done";
    if (!won || typeof result.failure === "string" || result.failure.code !== "cash-not-covered") return stale;
    if (won.won.award.payBy <= ports.clock.now()) return "overdue";
    await noteDue(ports, won, actor);
    return "due";
  });
}

/** Whether all that a winner still has to pay is set aside: the award is paid, whatever comes, and waits for its delivery only. */
export function isReserved({ won: { holds } }: PendingAward): boolean {
  return holds.due.reserved.gte(holds.due.amount);
}

/**
 * Whether permits expired before their winner's cash covered them, because its bank day was closed late. Those that are covered are owed
 * and can't be delivered: that fails loudly, and people decide.
 */
async function isBeyondDelivery({ ledger, clock }: SettlementPorts, { auction, won }: PendingAward): Promise<boolean> {
  if (!isExpired(permitOf(permitLot(auction.terms)), clock.now())) return false;
  const { due } = won.holds;
  const available = hasLateMoney(due) ? zero : await ledger.availableCash(due.account);
  return due.reserved.plus(available).lt(due.amount);
}

/** The writes that settle a due award, or why it can't be. */
export function settlementWrites(
  ports: SettlementPorts,
  pending: PendingAward,
  actor: string,
): Outcome<WriteFragment<AuctionsRefusal>[], AuctionsRefusal> {
  const { own, clock } = ports;
  const { auction, enrolment } = pending;
  const { award, holds } = pending.won;
  const at = clock.now();
  if (award.state !== "due") return refuse({ code: "nothing-due" });
  // Money that came too late may be among what is available.
  if (hasLateMoney(holds.due) && !isReserved(pending)) return refuse({ code: "payment-overdue", payBy: award.payBy });
  const { entry, envelope } = entryOnce(ports, pending, "award-settled", at, actor);
  settle(entry, auction, enrolment, award, holds);
  const delivered = deliveryOf(auction, award, enrolment);
  entry.delivers(siteAccount(enrolment.siteId), permitOf(permitLot(auction.terms)), delivered.blockReference);
  const data = { ...enrolmentBasics(pending), ...awardStated(award), ...delivered, published: [...auction.terms.publishes] };
  return accept([
    own.awardPut(settledAward(award, at)),
    own.enrolmentPut({
      ...enrolment,
      state: stateAfter(auctionsLifecycles.enrolment, enrolment.state, "settle"),
      version: enrolment.version + 1,
    }),
    own.state(auctionsFacts.awardSettled, { ...envelope, data }),
    ...sellerOf(auction).awardEnded(own, auction, award, "settled"),
    ...entry.writes(),
  ]);
}

/** The award after settlement. */
export function settledAward(award: Award, at: string): Award {
  return { ...award, state: stateAfter(auctionsLifecycles.award, award.state, "settle"), settledAt: at, version: award.version + 1 };
}

function releaseWrites(ports: SettlementPorts, pending: PendingEnrolment, actor: string): WriteFragment<AuctionsRefusal>[] {
  const { own, clock } = ports;
  const { auction, enrolment } = pending;
  const { entry, envelope } = entryOnce(ports, pending, "enrolment-released", clock.now(), actor);
  release(entry, pending.holds);
  const { excludedFor } = enrolment;
  const reason = excludedFor ? "excluded" : reasonWithoutAward(auction);
  const data = { ...enrolmentBasics(pending), reason, ...(excludedFor && { excludedFor: [...excludedFor] }) };
  return [
    own.enrolmentPut({
      ...enrolment,
      state: stateAfter(auctionsLifecycles.enrolment, enrolment.state, "release"),
      version: enrolment.version + 1,
    }),
    own.state(auctionsFacts.enrolmentReleased, { ...envelope, data }),
    ...entry.writes(),
  ];
}

/** Why an enrolment whose bid counted has no award. */
function reasonWithoutAward({ outcome }: PendingEnrolment["auction"]): ReleaseReason {
  // An auction that was cancelled before its close was never cleared.
  return outcome === "cleared" ? "no-award" : (outcome ?? "cancelled");
}

/** States once that a winner has to pay, and by when. */
async function noteDue(ports: SettlementPorts, pending: PendingAward, actor: string): Promise<void> {
  const { award } = pending.won;
  const { envelope } = entryOnce(ports, pending, "award-due", ports.clock.now(), actor);
  const due = { toPay: formatFen(toPayOf(award)), payBy: award.payBy };
  const data = { ...enrolmentBasics(pending), ...awardStated(award), ...due };
  await commit(ports.dynamo, [ports.own.state(auctionsFacts.awardDue, { ...envelope, data })]);
}
