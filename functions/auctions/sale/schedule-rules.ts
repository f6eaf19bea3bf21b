import { endOfMonth } from "../../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { payByOf } from "../auction.ts";
import type { AuctionsRefusal } from "../problems.ts";
import type { Schedule, Terms } from "../terms.ts";

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

/** Whether the term outlasts the last day of payment, with a working day to spare: an expired permit can't be delivered. */
export function checkTerm(terms: Terms, { closesAt }: Schedule): Outcome<true, AuctionsRefusal> {
  const { lastMonth } = terms.lot;
  const latest = payByOf({ ...terms, paymentWorkingDays: terms.paymentWorkingDays + 1 }, closesAt);
  return endOfMonth(lastMonth) > latest ? accept(true) : refuse({ code: "term-over", lastMonth });
}
