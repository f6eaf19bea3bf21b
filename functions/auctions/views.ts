import type { WorkingCalendar } from "../../shared/calendar/working-days.ts";
import { formatFen, plain } from "../../shared/kernel/decimal.ts";
import { splitByOffset } from "../../shared/permits/offset.ts";
import { phaseOf } from "./auction.ts";
import { provisionalDeadlines } from "./deadlines/deadline.ts";
import type { Auction, Award, Enrolment } from "./rows.ts";

/** The public view of an auction; `calendar` is the one from its `payableFrom` on. */
export function auctionView(auction: Auction, at: string, calendar: WorkingCalendar) {
  const { auctionId, terms, schedule, state, reservePrice, version: _version, resultAt: _resultAt, ...rest } = auction;
  return {
    ...rest,
    auctionId,
    terms: JSON.parse(JSON.stringify(terms)) as unknown,
    schedule,
    state,
    phase: phaseOf(auction, at),
    provisionalDeadlines: provisionalDeadlines(auction, at, calendar),
    ...(reservePrice && { reservePrice: plain(reservePrice) }),
  };
}

/** Data that every fact about an auction carries. */
export function factBasics({ auctionId, terms }: Pick<Auction, "auctionId" | "terms">) {
  const { title, lot } = terms;
  return { auctionId, title, pollutant: lot.pollutant, pool: lot.pool };
}

/** An enrolment as its member sees it. */
export function enrolmentView(enrolment: Enrolment) {
  const { auctionId, enrolmentId, partyId, siteId, project, tonnes, offsetRatio, deposit, state, enrolledAt } = enrolment;
  return {
    ...{ auctionId, enrolmentId, partyId, siteId, project, state, enrolledAt },
    tonnes: plain(tonnes),
    offsetRatio: plain(offsetRatio),
    deposit: formatFen(deposit),
  };
}

/** An award as its member sees it. */
export function awardView({ lines, quantity, amount, fee, deposit, payBy, state }: Award) {
  return {
    lines: [...lines],
    quantity: plain(quantity),
    amount: formatFen(amount),
    fee: formatFen(fee),
    deposit: formatFen(deposit),
    payBy,
    state,
  };
}

/** The delivered and the retired part of an award, in tonnes a year. */
export function deliveryOf(award: Award, enrolment: Enrolment) {
  const { delivered, retired } = splitByOffset(award.quantity, enrolment.offsetRatio);
  return { deliveredTonnes: plain(delivered), retiredTonnes: plain(retired) };
}
