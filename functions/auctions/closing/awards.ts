import type { Manifest } from "../../../shared/auctions/sealed-book.ts";
import type { WorkingCalendar } from "../../../shared/calendar/working-days.ts";
import { decimal, sum } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { feeFor, payByOf } from "../auction.ts";
import type { ClearingResult } from "../clearing/schema.ts";
import type { Auction, Award, AwardLine, Enrolment } from "../rows.ts";

/** The award of every winning enrolment, by enrolment id; deterministic for a result and a calendar. */
export function awardsOf(
  auction: Auction,
  manifest: Manifest,
  result: ClearingResult,
  enrolments: readonly Enrolment[],
  calendar: WorkingCalendar,
): Award[] {
  const enrolled = new Map(enrolments.map((enrolment) => [enrolment.enrolmentId, enrolment]));
  // A bidder may have bid for several projects: the book tells whose step each award is.
  const bidOf = new Map(
    manifest.enrolments.flatMap(({ enrolmentId, bid }) => (bid?.bidIds ?? []).map((bidId) => [bidId, enrolmentId] as const)),
  );
  const lines = new Map<string, AwardLine[]>();
  for (const { bidId, price, quantity, amount } of result.awards) {
    const enrolmentId = required(bidOf.get(bidId), "enrolment of a winning step");
    lines.set(enrolmentId, [...(lines.get(enrolmentId) ?? []), { bidId, price, quantity, amount }]);
  }
  const payBy = payByOf(auction.terms, required(auction.resultAt, "instant of the result"), calendar);
  return [...lines]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([enrolmentId, own], position): Award => {
      const { partyId, deposit } = required(enrolled.get(enrolmentId), "enrolment of a winner");
      const amount = sum(own.map((line) => decimal(line.amount)));
      return {
        auctionId: auction.auctionId,
        enrolmentId,
        partyId,
        place: position + 1,
        lines: own,
        quantity: sum(own.map((line) => decimal(line.quantity))),
        amount,
        fee: feeFor(auction.terms, amount),
        deposit,
        payBy,
        state: "due",
        version: 1,
      };
    });
}
