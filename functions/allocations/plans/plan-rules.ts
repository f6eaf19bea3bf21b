import { dayOf, endOfDay, endOfMonth, monthOfDay, monthsByYear, type PlainDate, plusDays } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { instalmentSource } from "../../../shared/permits/use-fee.ts";
import { returnedFrom } from "../payments/schedule.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Instalment, Plan, PooledTonnes } from "../rows.ts";
import { sources } from "../rules.ts";

/** Writes that the entry of an approval may have; the other rows of its transaction need the rest of the hundred. */
const mostPostings = 80;

/** Whether a term has not begun before this month: months that have passed are not allocated. */
export function checkTermAhead({ firstMonth }: Pick<Plan, "firstMonth">, today: PlainDate): Outcome<true, AllocationsRefusal> {
  const running = monthOfDay(today);
  return running <= firstMonth ? accept(true) : refuse({ code: "term-not-ahead", firstMonth, running, source: sources.term });
}

/** Whether a plan can be approved in one transaction: two items for each pollutant and pool, and two for each year of the term. */
export function checkWidth({
  totals,
  firstMonth,
  lastMonth,
}: Pick<Plan, "totals" | "firstMonth" | "lastMonth">): Outcome<true, AllocationsRefusal> {
  const writes = totals.length * (2 + 2 * monthsByYear(firstMonth, lastMonth).size);
  return writes <= mostPostings ? accept(true) : refuse({ code: "plan-too-wide", writes, most: mostPostings });
}

/** First instant at which no objection is taken any more, for a plan that is published now: the announced days, whole ones after today. */
export function objectionsUntil({ announcedDays }: Pick<Plan, "announcedDays">, at: Instant): Instant {
  return endOfDay(plusDays(dayOf(at), announcedDays));
}

/** First instant at which an instalment is overdue, where the plan was decided at an instant: the first by its days, others so many years later. */
export function payByOf({ paymentDays }: Pick<Plan, "paymentDays">, decidedAt: Instant, { number }: Pick<Instalment, "number">): Instant {
  return endOfDay(plusYears(plusDays(dayOf(decidedAt), paymentDays), number - 1));
}

/** The same day of a later year; 28 February for the 29th where that year has none. */
function plusYears(day: PlainDate, years: number): PlainDate {
  const moved = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  const leap = new Date(`${moved.slice(0, 4)}-02-29T00:00:00.000Z`).getUTCMonth() === 1;
  return moved.endsWith("-02-29") && !leap ? `${moved.slice(0, -2)}28` : moved;
}

/** Whether a plan may be decided now: its window has ended, every objection is answered, and its instalments end with the term. */
export function checkDecision(plan: Plan, at: Instant): Outcome<true, AllocationsRefusal> {
  const { openObjections } = plan;
  const until = plan.objectionsUntil ?? "";
  if (at < until) return refuse({ code: "objection-window-open", until, source: sources.notice });
  if (openObjections > 0) return refuse({ code: "objections-open", openObjections, source: sources.notice });
  return accept(true);
}

/** Whether every instalment of a plan that is approved now is due inside its term. */
export function checkTermLeft(plan: Plan, at: Instant): Outcome<true, AllocationsRefusal> {
  const { lastMonth, instalments, years } = plan;
  const end = endOfMonth(lastMonth);
  if (end <= at) return refuse({ code: "term-over-for-plan", lastMonth, source: sources.term });
  const first = { number: 1, payBy: payByOf(plan, at, { number: 1 }) };
  // A first payment delivers permits, also one that is booked in the grace of certificates: never expired ones.
  const last = [payByOf(plan, at, { number: instalments }), returnedFrom(first, plan)];
  if (last.every((each) => each <= end)) return accept(true);
  return refuse({ code: "plan-outlives-term", instalments, years, lastDueMonths: (instalments - 1) * 12, source: instalmentSource });
}

/** The sums of a plan after some amounts were taken out of it and others put in; what is zero is left out. */
export function changedTotals(
  totals: readonly PooledTonnes[],
  out: readonly PooledTonnes[],
  into: readonly PooledTonnes[],
): readonly PooledTonnes[] {
  const sums = new Map<string, PooledTonnes>();
  const add = ({ pollutant, pool, tonnes }: PooledTonnes, sign: 1 | -1): void => {
    const key = `${pollutant} ${pool}`;
    const before = sums.get(key)?.tonnes;
    const change = tonnes.times(sign);
    sums.set(key, { pollutant, pool, tonnes: before ? before.plus(change) : change });
  };
  for (const each of totals) add(each, 1);
  for (const each of out) add(each, -1);
  for (const each of into) add(each, 1);
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, each]) => (each.tonnes.isZero() ? [] : [each]));
}
