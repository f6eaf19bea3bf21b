import type * as z from "zod";
import type { WorkingCalendar } from "../../shared/calendar/working-days.ts";
import { formatFen, plain } from "../../shared/kernel/decimal.ts";
import { permitOf } from "../../shared/permits/issue.ts";
import { splitByOffset } from "../../shared/permits/offset.ts";
import { permitLot, phaseOf, withholdsReservePrice } from "./auction.ts";
import { provisionalDeadlines } from "./deadlines/deadline.ts";
import type { Auction, Award, Enrolment } from "./rows.ts";
import type { termsSchema } from "./terms.ts";
import { blockReferenceOf, confirmationNumberOf, tradeDateOf } from "./trade.ts";

/** The public view of an auction; `calendar` is the one from its `payableFrom` on. */
export function auctionView(auction: Auction, at: string, calendar: WorkingCalendar) {
  const { auctionId, terms, schedule, state, reservePrice, version: _version, resultAt: _resultAt, resultHash, ...more } = auction;
  const { pledged: _pledged, ...rest } = more;
  return {
    ...rest,
    ...(resultHash && !withholdsReservePrice(auction) && { resultHash }),
    auctionId,
    terms: JSON.parse(JSON.stringify(terms)) as z.input<typeof termsSchema>,
    schedule,
    state,
    phase: phaseOf(auction, at),
    provisionalDeadlines: provisionalDeadlines(auction, at, calendar),
    ...(reservePrice && { reservePrice: plain(reservePrice) }),
  };
}

/** Data that every fact about an auction carries. */
export function factBasics({ auctionId, terms }: Pick<Auction, "auctionId" | "terms">) {
  const { title, documentNumber, lot, enforcementId } = terms;
  return {
    ...{ auctionId, title, documentNumber, pollutant: lot.pollutant, pool: lot.pool, instrument: permitOf(permitLot(terms)) },
    ...(enforcementId !== undefined && { enforcementId }),
  };
}

/** An enrolment as its member sees it. */
export function enrolmentView(enrolment: Enrolment) {
  const { auctionId, enrolmentId, partyId, siteId, project, tonnes, offsetRatio, deposit, state, enrolledAt, excludedFor } = enrolment;
  return {
    ...{ auctionId, enrolmentId, partyId, siteId, project, state, enrolledAt },
    tonnes: plain(tonnes),
    offsetRatio: plain(offsetRatio),
    deposit: formatFen(deposit),
    ...(excludedFor && { excludedFor: [...excludedFor] }),
  };
}

/** An enrolment as the authorities of its auction see it. Nothing in it depends on whether there is a bid. */
export function enrolledView(enrolment: Enrolment) {
  const { partyName, creditCode, siteName, siteArea, licenceNumber, projectName } = enrolment;
  return { ...enrolmentView(enrolment), partyName, creditCode, siteName, siteArea, licenceNumber, projectName };
}

/** An award as its member sees it. */
export function awardView(award: Award) {
  const { deposit, payBy, state } = award;
  return { ...awardStated(award), deposit: formatFen(deposit), payBy, state };
}

/** What facts say of an award. */
export function awardStated({ lines, quantity, amount, fee }: Award) {
  return { lines: [...lines], quantity: plain(quantity), amount: formatFen(amount), fee: formatFen(fee) };
}

/** What identifies the delivery of an award, and its delivered and retired parts in tonnes a year. */
export function deliveryOf(auction: Auction, award: Award, { offsetRatio }: Enrolment) {
  const { delivered, retired } = splitByOffset(award.quantity, offsetRatio);
  return {
    blockReference: blockReferenceOf(auction, award),
    confirmationNumber: confirmationNumberOf(auction, award),
    tradeDate: tradeDateOf(auction),
    deliveredTonnes: plain(delivered),
    retiredTonnes: plain(retired),
  };
}
