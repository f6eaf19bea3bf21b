import type { WorkingCalendar } from "../../shared/calendar/working-days.ts";
import { dayOf, endOfDay } from "../../shared/kernel/calendar.ts";
import { type Decimal, roundToFen } from "../../shared/kernel/decimal.ts";
import { bidDeposit } from "../../shared/permits/bid-deposit.ts";
import type { PermitLot } from "../../shared/permits/issue.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";
import type { Auction } from "./rows.ts";
import type { Terms } from "./terms.ts";
import type { AuctionPhase } from "./vocabulary.ts";

/** Bound on the difference between two machines' clocks: this long after the close, no bid can still be stamped before it. */
export const clockSkewSeconds = 5;

/** Phase of an auction by the clock: enrolling, enrolled, bidding, closing or ended. Bidding may begin while enrolment is still open. */
export function phaseOf({ state, schedule }: Pick<Auction, "state" | "schedule">, at: string): AuctionPhase {
  if (state !== "announced") return state === "closing" ? "closing" : "ended";
  if (at >= schedule.closesAt) return "closing";
  if (at >= schedule.opensAt) return "bidding";
  return at < schedule.enrolsUntil ? "enrolling" : "enrolled";
}

/** The deposit for so many tonnes under the terms of an auction, in CNY. */
export function depositFor({ basePrice, depositRate, years }: Terms, tonnes: Decimal): Decimal {
  return bidDeposit({ basePrice, rate: depositRate, tonnes, years });
}

/** The exchange's fee on an amount, in CNY, half up to the fen. */
export function feeFor({ feeRate }: Terms, amount: Decimal): Decimal {
  return roundToFen(amount.times(feeRate));
}

/** The permits on sale, or `tonnes` of them. */
export function permitLot({ lot }: Terms, tonnes: Decimal = lot.quantity): PermitLot {
  const { pollutant, pool, firstMonth, lastMonth } = lot;
  return { pollutant, pool, firstMonth, lastMonth, tonnes };
}

/** Names the ledger items that all lots of a pollutant and pool share: the reserve and the headroom. */
export function poolItems({ pollutant, pool }: Terms["lot"]): string {
  return `${pollutant}/${pool}`;
}

/**
 * Whether a confidential reserve price stays so: nothing was sold, and the terms did not announce that it is published all the same. Then
 * nothing is published either from which it could be worked out: a bidder that knows its own steps could tell which of them were valid by
 * the demand, or by trying reserve prices until the result has the published hash.
 */
export function withholdsReservePrice({
  terms,
  reservePriceHash,
  outcome,
}: {
  readonly terms: Pick<Terms, "publishReserveAfterFailure">;
  readonly reservePriceHash?: string | undefined;
  readonly outcome?: string | undefined;
}): boolean {
  return reservePriceHash !== undefined && outcome !== "cleared" && !terms.publishReserveAfterFailure;
}

/** Area of the regulators responsible for the lot. */
export function areaOfLot({ lot }: Terms): string {
  return areaOfPool(lot.pool);
}

/** The last working day on which a winner may pay, counted from the day of the result. */
export function lastDayToPay({ paymentWorkingDays }: Terms, resultAt: string, calendar: WorkingCalendar): string {
  return calendar.addWorkingDays(dayOf(resultAt), paymentWorkingDays);
}

/** The end of the last working day on which a winner may pay. */
export function payByOf(terms: Terms, resultAt: string, calendar: WorkingCalendar): string {
  return endOfDay(lastDayToPay(terms, resultAt, calendar));
}
