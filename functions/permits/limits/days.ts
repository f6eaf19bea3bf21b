import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Days } from "../../../shared/permits/trading-limits.ts";
import type { PermitsRefusal } from "../problems.ts";

/** Whether a span of days does not end before it begins. Days that are over are recorded too: documents come late. */
export function checkDays({ from, until }: Days, today: PlainDate): Outcome<true, PermitsRefusal> {
  return from <= until ? accept(true) : refuse({ code: "days-invalid", rule: "ends-before-it-begins", from, until, today });
}

/** The same for what is granted: nothing is granted for days that are all over. */
export function checkDaysAhead(days: Days, today: PlainDate): Outcome<true, PermitsRefusal> {
  const { from, until } = days;
  return until < today && from <= until ? refuse({ code: "days-invalid", rule: "over", from, until, today }) : checkDays(days, today);
}

/** Whether a target that is missed on some days can be met from one of them on. */
export function checkMetFrom({ from, until }: Days, metFrom: PlainDate, today: PlainDate): Outcome<true, PermitsRefusal> {
  return from <= metFrom && metFrom <= until
    ? accept(true)
    : refuse({ code: "days-invalid", rule: "not-among-the-days-missed", from, until, today });
}
