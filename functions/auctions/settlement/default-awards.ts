import { endOfDay } from "../../../shared/kernel/calendar.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import { poolItems } from "../auction.ts";
import { auctionsFacts, type EnrolmentReference } from "../contract.ts";
import { moveDeadline } from "../deadlines/move-deadline.ts";
import { auctionsLifecycles } from "../lifecycles.ts";
import type { DefaultingPorts } from "../ports.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { awardedEnrolmentOf } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";
import { dueKind } from "../store.ts";
import { bankDayOf } from "../trade.ts";
import { awardStated } from "../views.ts";
import { defaultAward } from "./entries.ts";
import { enrolmentBasics, entryOnce, type PendingAward, readPending } from "./pending-enrolment.ts";
import { isReserved, settleEnrolment } from "./settle-enrolment.ts";

const actor = "default-awards";

/**
 * Defaults every award that was not paid by its deadline, once the operator has closed the bank day of the deadline: until then a line may be
 * booked that was credited in time. Writes to one pool are serialized, others run concurrently.
 */
export async function defaultAwards(ports: DefaultingPorts): Promise<void> {
  const closed = await ports.bankDays.closedThrough();
  if (closed === undefined) return;
  const now = ports.clock.now();
  const until = endOfDay(closed) < now ? endOfDay(closed) : now;
  await eachDue(ports.own, dueKind.payment, until, (key) => defaultEnrolment(ports, awardedEnrolmentOf(key)));
}

/**
 * Defaults one award past its deadline, unless money that was credited in time pays it. Conditional on the bank day being closed, and on
 * what is reserved for the award: paying and defaulting exclude each other.
 */
export async function defaultEnrolment(ports: DefaultingPorts, reference: EnrolmentReference): Promise<void> {
  await retryWhileStale("an award being defaulted", async () => {
    // It may have come due by an older calendar: its winner then has more time, and is told so.
    await moveDeadline(ports, reference);
    if ((await settleEnrolment(ports, reference, actor)) !== "overdue") return;
    const pending = await readPending(ports, reference);
    const won = pending?.won;
    const at = ports.clock.now();
    if (won?.award.state !== "due" || won.award.payBy > at) return;
    const late: PendingAward = { ...required(pending, "enrolment of an award"), won };
    // Paid between the two.
    if (isReserved(late)) return stale;
    const closed = await ports.bankDays.closedThrough();
    if (closed === undefined || closed < bankDayOf(won.award)) return;
    const writes = defaultWrites(ports, late, at);
    const result = await ports.inTurn(poolItems(late.auction.terms.lot), () => commit(ports.dynamo, writes));
    return result.kind === "committed" ? undefined : stale;
  });
}

function defaultWrites(ports: DefaultingPorts, pending: PendingAward, at: string): WriteFragment<AuctionsRefusal>[] {
  const { own, bankDays } = ports;
  const { auction, enrolment } = pending;
  const { award, holds } = pending.won;
  const { enrolmentId: dueId, partyId, payBy } = award;
  const bankDay = bankDayOf(award);
  const { entry, envelope } = entryOnce(ports, pending, "award-defaulted", at, actor);
  defaultAward(entry, auction, award, holds, at);
  const ending = { payBy, bankDay, forfeited: formatFen(award.deposit) };
  const data = { ...enrolmentBasics(pending), ...awardStated(award), ...ending };
  return [
    own.awardPut({ ...award, state: stateAfter(auctionsLifecycles.award, award.state, "default"), version: award.version + 1 }),
    own.enrolmentPut({
      ...enrolment,
      state: stateAfter(auctionsLifecycles.enrolment, enrolment.state, "default"),
      version: enrolment.version + 1,
    }),
    own.state(auctionsFacts.awardDefaulted, { ...envelope, data }),
    ...sellerOf(auction).awardEnded(own, auction, award, "defaulted"),
    ...bankDays.defaultWrites({ dueId, partyId, bankDay, amount: holds.due.amount, defaultedAt: at }),
    ...entry.writes(),
  ];
}
