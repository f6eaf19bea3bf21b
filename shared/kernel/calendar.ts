import { Temporal } from "temporal-polyfill";
import { epochMilliseconds, type Instant, instantOf, plusSeconds } from "./clock.ts";

/** Time zone of days, deadlines and compliance years. */
const timeZone = "Asia/Shanghai";
const millisecondsPerDay = 86_400_000;
/** From then on Shanghai has been eight hours ahead of UTC; before, there were summer times. */
const fixedOffset = { since: "1992-01-01", seconds: 8 * 3600 } as const;

/** A calendar day, `2026-11-30`, in China Standard Time. */
export type PlainDate = string;
/** A calendar month, `2026-11`. Terms of permits run from the start of one month to the end of another. */
export type YearMonth = string;

/** The instant's day in Shanghai. */
export function dayOf(instant: Instant): PlainDate {
  // Every recalculation of an obligation asks, and this is ten times faster than Temporal.
  if (instant >= fixedOffset.since) return plusSeconds(instant, fixedOffset.seconds).slice(0, "2026-11-30".length);
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The first instant of a day in Shanghai. */
export function startOfDay(day: PlainDate): Instant {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The first instant after a day in Shanghai: a deadline "by that day" has passed from this instant. */
export function endOfDay(day: PlainDate): Instant {
  return startOfDay(plusDays(day, 1));
}

/** The first instant after a month in Shanghai: a permit with that last month has expired from this instant. */
export function endOfMonth(month: YearMonth): Instant {
  const known = monthEnds.get(month);
  if (known !== undefined) return known;
  const end = startOfDay(Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: 1 }).toString());
  monthEnds.set(month, end);
  return end;
}

/** Ends of months that were asked for: every movement of a permit asks whether it has expired, and there are few months. */
const monthEnds = new Map<YearMonth, Instant>();

/** The month of a day. */
export function monthOfDay(day: PlainDate): YearMonth {
  return day.slice(0, "2026-11".length);
}

/** The instant's month in Shanghai. */
export function monthOf(instant: Instant): YearMonth {
  return monthOfDay(dayOf(instant));
}

/** The first instant of the instant's month in Shanghai. */
export function startOfMonth(instant: Instant): Instant {
  return startOfDay(`${monthOf(instant)}-01`);
}

/** The day `count` days later (earlier when negative). */
export function plusDays(day: PlainDate, count: number): PlainDate {
  const instant = instantOf((epochDays(day) + count) * millisecondsPerDay);
  return instant.slice(0, instant.indexOf("T"));
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(day: PlainDate): boolean {
  // The epoch began on a Thursday.
  return (((epochDays(day) + 3) % 7) + 7) % 7 >= 5;
}

/** Days since 1970-01-01. Deadlines walk day by day, and this is a hundred times faster than Temporal's arithmetic. */
function epochDays(day: PlainDate): number {
  return epochMilliseconds(`${day}T00:00:00.000Z`) / millisecondsPerDay;
}

/** The month so many months after another; before it where the number is negative. */
export function addMonths(month: YearMonth, months: number): YearMonth {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** The same day of the month so many months later (earlier when negative), or the last day of a month that has no such day. */
export function plusMonths(day: PlainDate, months: number): PlainDate {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** How many months of each calendar year a term covers, both ends included: `2026-12` to `2027-02` is `{ 2026: 1, 2027: 2 }`. */
export function monthsByYear(from: YearMonth, to: YearMonth): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  const last = Temporal.PlainYearMonth.from(to);
  for (
    let month = Temporal.PlainYearMonth.from(from);
    Temporal.PlainYearMonth.compare(month, last) <= 0;
    month = month.add({ months: 1 })
  ) {
    const year = String(month.year);
    months.set(year, (months.get(year) ?? 0) + 1);
  }
  return months;
}
