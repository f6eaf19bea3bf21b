import { formatFen, least, plain } from "../../shared/kernel/decimal.ts";
import { awardAccount, partyAccount, reserveAccount, siteAccount, striped } from "../../shared/ledger/account.ts";
import type { LedgerEntry } from "../../shared/ledger/entry.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { splitByOffset } from "../../shared/ledger/offset.ts";
import { permitOf, returnPermits } from "../../shared/ledger/permit-issue.ts";
import type { Hold } from "../../shared/ledger/rows.ts";
import { permitLot } from "./auction.ts";
import type { AuctionsRefusal } from "./refusals.ts";
import type { Auction, Award, Enrolment } from "./store.ts";

/** The two holds of an enrolment; there is no deposit to hold where its rate is zero. */
export interface EnrolmentHolds {
  readonly need: Hold;
  readonly deposit: Hold | undefined;
}

/** How a winner's deposit and cash pay for an award. All in CNY; the parts add up to the fen. */
export interface Payment {
  readonly depositToPrice: Award["amount"];
  readonly depositToFee: Award["amount"];
  /** What of the deposit goes back. */
  readonly depositBack: Award["amount"];
  readonly cashToPrice: Award["amount"];
  readonly cashToFee: Award["amount"];
}

/** Applies the deposit to the price first, then to the fee; cash pays the rest, and what is left of the deposit goes back. */
export function paymentOf({ amount, fee, deposit }: Pick<Award, "amount" | "fee" | "deposit">): Payment {
  const depositToPrice = least(deposit, amount);
  const depositToFee = least(deposit.minus(depositToPrice), fee);
  return {
    depositToPrice,
    depositToFee,
    depositBack: deposit.minus(depositToPrice).minus(depositToFee),
    cashToPrice: amount.minus(depositToPrice),
    cashToFee: fee.minus(depositToFee),
  };
}

/** What a winner still has to pay, in CNY. */
export function toPayOf(award: Pick<Award, "amount" | "fee" | "deposit">): Award["amount"] {
  const { cashToPrice, cashToFee } = paymentOf(award);
  return cashToPrice.plus(cashToFee);
}

/**
 * Delivery versus payment of one enrolment: price to the treasury, fee to the exchange, need burned for what was awarded and the rest given
 * back, permits to the site as far as the offset ratio delivers and the rest retired. Cash that is missing is `cash-not-covered`.
 */
export function settle(
  entry: LedgerEntry<AuctionsRefusal>,
  auction: Auction,
  enrolment: Enrolment,
  award: Award,
  holds: EnrolmentHolds,
): void {
  const { enrolmentId, partyId, siteId, offsetRatio } = enrolment;
  const treasury = striped("treasury", enrolmentId);
  const exchange = striped("exchange", enrolmentId);
  const retired = striped("retired", enrolmentId);
  const payment = paymentOf(award);
  if (holds.deposit) {
    if (payment.depositToPrice.gt(0)) entry.post(holds.deposit, treasury, payment.depositToPrice);
    if (payment.depositToFee.gt(0)) entry.post(holds.deposit, exchange, payment.depositToFee);
    if (payment.depositBack.gt(0)) entry.voidRest(holds.deposit);
  }
  const from = partyAccount(partyId);
  const otherwise: AuctionsRefusal = { code: "cash-not-covered", toPay: toPayOf(award) };
  for (const [to, quantity] of [
    [treasury, payment.cashToPrice],
    [exchange, payment.cashToFee],
  ] as const) {
    if (quantity.gt(0)) entry.transfer({ instrument: CNY, from, to, quantity, otherwise });
  }
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

/** Default of a winner: the deposit is forfeited to the treasury, the need is free again, the permits return to the reserve. */
export function defaultAward(entry: LedgerEntry<AuctionsRefusal>, auction: Auction, award: Award, holds: EnrolmentHolds, at: string): void {
  if (holds.deposit) entry.post(holds.deposit, striped("treasury", award.enrolmentId), holds.deposit.remaining);
  entry.voidRest(holds.need);
  const { pool } = auction.terms.lot;
  returnPermits(entry, {
    ...permitLot(auction.terms, award.quantity),
    from: awardAccount(award.enrolmentId),
    to: reserveAccount(pool),
    at,
  });
  entry.empties(awardAccount(award.enrolmentId), permitOf(permitLot(auction.terms)));
}

/** Need and deposit of a bidder without award are free again. */
export function release(entry: LedgerEntry<AuctionsRefusal>, holds: EnrolmentHolds): void {
  entry.voidRest(holds.need);
  if (holds.deposit) entry.voidRest(holds.deposit);
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

/** What of an award reaches the site and what is retired, in tonnes a year. */
export function deliveryOf(award: Award, enrolment: Enrolment) {
  const { delivered, retired } = splitByOffset(award.quantity, enrolment.offsetRatio);
  return { deliveredTonnes: plain(delivered), retiredTonnes: plain(retired) };
}
