import { dayOf } from "../../../shared/kernel/calendar.ts";
import { partyAccount } from "../../../shared/ledger/account.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { auctionsFacts, type EnrolmentReference } from "../contract.ts";
import type { DefaultingPorts } from "../ports.ts";
import { areasOfTrade, tradeParticulars } from "../trade.ts";
import { awardStated } from "../views.ts";
import { deadlineOf, payableFrom } from "./deadline.ts";

/** Dependencies of moving a deadline. */
export type DeadlinePorts = Pick<DefaultingPorts, "dynamo" | "clock" | "own" | "ledger" | "calendars">;

/**
 * Moves the deadline of an unpaid award to where the calendars have it now, and states that for its winner. It reads the calendars rather
 * than the fact that led here, so repeats and any order of publications end alike. The award's version decides between this, its payment
 * and its default.
 */
export async function moveDeadline({ dynamo, clock, own, ledger, calendars }: DeadlinePorts, reference: EnrolmentReference): Promise<void> {
  await retryWhileStale("an award whose deadline moves", async () => {
    const { auction, enrolment, award } = await own.participation(reference);
    if (auction?.state !== "cleared" || !enrolment || award?.state !== "due") return;
    const from = payableFrom(auction);
    const calendar = await calendars.from(from);
    const payBy = deadlineOf(award, auction, calendar);
    if (payBy === award.payBy) return;
    const { enrolmentId, partyId, payBy: previousPayBy } = award;
    const { due } = await ledger.holdsAndDue([], { account: partyAccount(partyId), dueId: enrolmentId });
    // Paid or in default between the two reads.
    if (!due) return stale;
    const at = clock.now();
    const version = award.version + 1;
    const counted = calendar.yearsBetween(dayOf(from), dayOf(payBy)).map(({ year, version: ofNotice }) => ({ year, version: ofNotice }));
    const fact = {
      factId: `award-deadline-moved.${enrolmentId}.${version}`,
      occurredAt: at,
      actor: "move-deadline",
      parties: [partyId],
      areas: areasOfTrade(auction.terms, enrolment),
      data: { ...tradeParticulars(auction, enrolment), ...awardStated(award), payBy, previousPayBy, calendars: counted },
    };
    const moved = await commit(dynamo, [
      own.awardPut({ ...award, payBy, version }),
      ledger.extendDue(due, payBy),
      own.state(auctionsFacts.awardDeadlineMoved, fact),
    ]);
    return moved.kind === "committed" ? undefined : stale;
  });
}
