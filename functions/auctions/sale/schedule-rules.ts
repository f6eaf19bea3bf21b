import type { WorkingCalendar } from "../../../shared/calendar/working-days.ts";
import { addMonths, endOfMonth, monthOf } from "../../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { payByOf } from "../auction.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Schedule, Terms } from "../terms.ts";
import { boundsAt } from "./bounds.ts";

/**
 * Enrolment ends this long before the close, so that none is in flight when the close lists enrolments: a function runs for at most 30
 * seconds, and clocks differ between machines.
 */
const enrolmentLeadSeconds = 600;
const secondsPerDay = 86_400;

/** Checks whether a schedule may be announced, or may replace `earlier`, at an instant. Instants in UTC. */
export function checkSchedule(schedule: Schedule, at: string, earlier?: Schedule): Outcome<true, AuctionsRefusal> {
  const { opensAt, enrolsUntil, closesAt } = schedule;
  const { scheduleDays } = boundsAt(at);
  const latest = plusSeconds(at, scheduleDays * secondsPerDay);
  const opensAsBefore = opensAt === earlier?.opensAt;
  const rules: readonly (readonly [boolean, string])[] = [
    [plusSeconds(enrolsUntil, enrolmentLeadSeconds) <= closesAt, "enrolsUntil <= closesAt - 10 min"],
    [opensAt < closesAt, "opensAt < closesAt"],
    [closesAt > at, "closesAt > now"],
    [closesAt <= latest, `closesAt <= now + ${scheduleDays} days`],
    [earlier !== undefined || enrolsUntil > at, "enrolsUntil > now"],
    [earlier === undefined || closesAt > earlier.closesAt, "closesAt > previous closesAt"],
    [earlier === undefined || enrolsUntil >= earlier.enrolsUntil, "enrolsUntil >= previous enrolsUntil"],
    // Accepted bids stay valid, so opening can't move past them.
    [earlier === undefined || opensAsBefore || earlier.opensAt > at, "opensAt unchanged once open"],
    [opensAsBefore || opensAt >= at, "opensAt >= now"],
  ];
  const broken = rules.find(([holds]) => !holds);
  return broken ? refuse({ code: "schedule-invalid", rule: broken[1], earliest: at, latest }) : accept(true);
}

/** Checks that a term is no longer than permits may be valid, and begins near enough to its announcement. */
export function checkTermBounds({ lot }: Terms, at: string): Outcome<true, AuctionsRefusal> {
  const { firstMonth, lastMonth } = lot;
  const { termMonths, monthsAhead, monthsBegun } = boundsAt(at);
  const running = monthOf(at);
  const [earliest, latest] = [addMonths(running, -monthsBegun), addMonths(running, monthsAhead)];
  // The beginning first: only then is the longest term of four-digit years.
  const within = earliest <= firstMonth && firstMonth <= latest && lastMonth <= addMonths(firstMonth, termMonths - 1);
  return within ? accept(true) : refuse({ code: "term-out-of-bounds", firstMonth, lastMonth, earliest, latest, termMonths });
}

/** Whether the term outlasts the last day of payment, with one working day to spare: an expired permit can't be delivered. */
export function checkTerm(terms: Terms, { closesAt }: Schedule, calendar: WorkingCalendar): Outcome<true, AuctionsRefusal> {
  const { lastMonth } = terms.lot;
  const latest = payByOf({ ...terms, paymentWorkingDays: terms.paymentWorkingDays + 1 }, closesAt, calendar);
  return endOfMonth(lastMonth) > latest ? accept(true) : refuse({ code: "term-over", lastMonth });
}
