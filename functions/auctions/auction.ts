import { areaOfPool } from "../../shared/kernel/areas.ts";
import { addWorkingDays, dayOf, endOfDay, endOfMonth } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { type Decimal, roundToFen } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { PermitLot } from "../../shared/ledger/permit-issue.ts";
import type { AuctionsRefusal } from "./refusals.ts";
import type { Schedule, Terms } from "./terms.ts";

/**
 * Enrolment ends so long before close that no enrolment is in flight when the close lists them: a function lives thirty seconds at most,
 * and clocks of machines differ.
 */
const enrolmentLeadSeconds = 600;

/** Whether a schedule may be announced, or take the place of `earlier`, at an instant. Instants in UTC. */
export function checkSchedule(schedule: Schedule, at: string, earlier?: Schedule): Outcome<true, AuctionsRefusal> {
  const { opensAt, enrolsUntil, closesAt } = schedule;
  const rules: readonly (readonly [boolean, string])[] = [
    [plusSeconds(enrolsUntil, enrolmentLeadSeconds) <= closesAt, "enrolsUntil <= closesAt - 10 min"],
    [opensAt < closesAt, "opensAt < closesAt"],
    [closesAt > at, "closesAt > now"],
    [earlier !== undefined || enrolsUntil > at, "enrolsUntil > now"],
    [earlier === undefined || closesAt > earlier.closesAt, "closesAt > previous closesAt"],
    [earlier === undefined || enrolsUntil >= earlier.enrolsUntil, "enrolsUntil >= previous enrolsUntil"],
    // Bids that were accepted stay: opening can't move over them.
    [earlier === undefined || opensAt === earlier.opensAt || earlier.opensAt > at, "opensAt unchanged once open"],
  ];
  const broken = rules.find(([holds]) => !holds);
  return broken ? refuse({ code: "schedule-invalid", rule: broken[1] }) : accept(true);
}

/** Where an auction is by the clock: enrolling, enrolled, bidding, closing or ended. Bidding may begin while enrolment goes on. */
export function phaseOf({ state, schedule }: { readonly state: string; readonly schedule: Schedule }, at: string): string {
  if (state !== "announced") return state === "closing" ? "closing" : "ended";
  if (at >= schedule.closesAt) return "closing";
  if (at >= schedule.opensAt) return "bidding";
  return at < schedule.enrolsUntil ? "enrolling" : "enrolled";
}

/** Deposit in CNY: base price x rate x quantity x years, half up to the fen (Quzhou 2015; Hubei: 30 %). */
export function depositFor({ basePrice, depositRate, years }: Terms, tonnes: Decimal): Decimal {
  return roundToFen(basePrice.times(depositRate).times(tonnes).times(years));
}

/** Fee of the exchange in CNY on an amount, half up to the fen. */
export function feeFor({ feeRate }: Terms, amount: Decimal): Decimal {
  return roundToFen(amount.times(feeRate));
}

/** The permits on sale, or `tonnes` of them. */
export function permitLot({ lot }: Terms, tonnes: Decimal = lot.quantity): PermitLot {
  const { pollutant, pool, firstMonth, lastMonth } = lot;
  return { pollutant, pool, firstMonth, lastMonth, tonnes };
}

/** Name of the items that all lots of a pollutant and pool share in the ledger: its reserve and its headroom. */
export function poolItems({ pollutant, pool }: Terms["lot"]): string {
  return `${pollutant}/${pool}`;
}

/** Area whose regulators answer for the lot. */
export function areaOfLot({ lot }: Terms): string {
  return areaOfPool(lot.pool);
}

/** The end of the last working day on which a winner may pay, counted from the day of the result. */
export function payByOf({ paymentWorkingDays }: Terms, resultAt: string): string {
  return endOfDay(addWorkingDays(dayOf(resultAt), paymentWorkingDays));
}

/** Whether the term outlasts the last day of payment, with a working day to spare: an expired permit can't be delivered. */
export function checkTerm(terms: Terms, { closesAt }: Schedule): Outcome<true, AuctionsRefusal> {
  const { lastMonth } = terms.lot;
  const latest = payByOf({ ...terms, paymentWorkingDays: terms.paymentWorkingDays + 1 }, closesAt);
  return endOfMonth(lastMonth) > latest ? accept(true) : refuse({ code: "term-over", lastMonth });
}
