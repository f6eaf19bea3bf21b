import { awardAccount, siteAccount, striped } from "../../../shared/ledger/account.ts";
import type { Due } from "../../../shared/ledger/dues.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import type { Hold } from "../../../shared/ledger/rows.ts";
import { permitOf } from "../../../shared/permits/issue.ts";
import { splitByOffset } from "../../../shared/permits/offset.ts";
import { permitLot } from "../auction.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Auction, Award, Enrolment } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";
import { paymentOf, toPayOf } from "./payment.ts";

/** The two holds of an enrolment; there is no deposit hold if the deposit rate is zero. */
export interface EnrolmentHolds {
  readonly need: Hold;
  readonly deposit: Hold | undefined;
}

/** The holds of an enrolment with an award, and what its winner still has to pay. */
export interface AwardHolds extends EnrolmentHolds {
  readonly due: Due;
}

/**
 * Delivery versus payment of one enrolment: price to the seller, fee to the exchange, the awarded part of the need is used up and the
 * rest released, permits go to the site as the offset ratio allows and the rest is retired. What is reserved for it pays first, then what is
 * available; missing cash is `cash-not-covered`.
 */
export function settle(entry: LedgerEntry<AuctionsRefusal>, auction: Auction, enrolment: Enrolment, award: Award, holds: AwardHolds): void {
  const { enrolmentId, siteId, offsetRatio } = enrolment;
  const price = sellerOf(auction).money(auction.terms, enrolmentId);
  const exchange = striped("exchange", enrolmentId);
  const retired = striped("retired", enrolmentId);
  const payment = paymentOf(award);
  if (holds.deposit) {
    if (payment.depositToPrice.gt(0)) entry.post(holds.deposit, price, payment.depositToPrice);
    if (payment.depositToFee.gt(0)) entry.post(holds.deposit, exchange, payment.depositToFee);
    if (payment.depositBack.gt(0)) entry.voidRest(holds.deposit);
  }
  const shortage: AuctionsRefusal = { code: "cash-not-covered", toPay: toPayOf(award) };
  for (const [to, quantity] of [
    [price, payment.cashToPrice],
    [exchange, payment.cashToFee],
  ] as const) {
    if (quantity.gt(0)) entry.pay(holds.due, to, quantity, shortage);
  }
  entry.endDue(holds.due);
  entry.post(holds.need, retired, award.quantity);
  if (holds.need.remaining.gt(award.quantity)) entry.voidRest(holds.need);
  const instrument = permitOf(permitLot(auction.terms));
  const split = splitByOffset(award.quantity, offsetRatio);
  for (const [to, quantity] of [
    [siteAccount(siteId), split.delivered],
    [retired, split.retired],
  ] as const) {
    if (quantity.gt(0)) entry.transfer({ instrument, from: awardAccount(enrolmentId), to, quantity });
  }
  entry.empties(awardAccount(enrolmentId), instrument);
}

/**
 * Default of a winner: the deposit is forfeited to the seller, the need and what was reserved are released, the permits return to the seller.
 */
export function defaultAward(entry: LedgerEntry<AuctionsRefusal>, auction: Auction, award: Award, holds: AwardHolds, at: string): void {
  const seller = sellerOf(auction);
  if (holds.deposit) entry.post(holds.deposit, seller.money(auction.terms, award.enrolmentId), holds.deposit.remaining);
  entry.voidRest(holds.need);
  entry.endDue(holds.due);
  seller.takeBack(entry, auction, award, at);
  entry.empties(awardAccount(award.enrolmentId), permitOf(permitLot(auction.terms)));
}

/** Releases need and deposit of a bidder without an award. */
export function release(entry: LedgerEntry<AuctionsRefusal>, holds: EnrolmentHolds): void {
  entry.voidRest(holds.need);
  if (holds.deposit) entry.voidRest(holds.deposit);
}
