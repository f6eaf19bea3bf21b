import type { WorkingCalendar } from "../../../shared/calendar/working-days.ts";
import { endOfMonth } from "../../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { payByOf } from "../auction.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Schedule, Terms } from "../terms.ts";

/**
 * Enrolment ends this long before the close, so that none is in flight when the close lists enrolments: a function runs for at most 30
 * seconds, and clocks differ between machines.
 */
const enrolmentLeadSeconds = 600;

/** Checks whether a schedule may be announced, or may replace `earlier`, at an instant. Instants in UTC. */
export function checkSchedule(schedule: Schedule, at: string, earlier?: Schedule): Outcome<true, AuctionsRefusal> {
  const { opensAt, enrolsUntil, closesAt } = schedule;
  const rules: readonly (readonly [boolean, string])[] = [
    [plusSeconds(enrolsUntil, enrolmentLeadSeconds) <= closesAt, "enrolsUntil <= closesAt - 10 min"],
    [opensAt < closesAt, "opensAt < closesAt"],
    [closesAt > at, "closesAt > now"],
    [earlier !== undefined || enrolsUntil > at, "enrolsUntil > now"],
    [earlier === undefined || closesAt > earlier.closesAt, "closesAt > previous closesAt"],
    [earlier === undefined || enrolsUntil >= earlier.enrolsUntil, "enrolsUntil >= previous enrolsUntil"],
    // Accepted bids stay valid, so opening can't move past them.
    [earlier === undefined || opensAt === earlier.opensAt || earlier.opensAt > at, "opensAt unchanged once open"],
  ];
  const broken = rules.find(([holds]) => !holds);
  return broken ? refuse({ code: "schedule-invalid", rule: broken[1] }) : accept(true);
}

/** Whether the term outlasts the last day of payment, with one working day to spare: an expired permit can't be delivered. */
export function checkTerm(terms: Terms, { closesAt }: Schedule, calendar: WorkingCalendar): Outcome<true, AuctionsRefusal> {
  const { lastMonth } = terms.lot;
  const latest = payByOf({ ...terms, paymentWorkingDays: terms.paymentWorkingDays + 1 }, closesAt, calendar);
  return endOfMonth(lastMonth) > latest ? accept(true) : refuse({ code: "term-over", lastMonth });
}
