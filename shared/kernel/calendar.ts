import { Temporal } from "temporal-polyfill";
import { type Instant, instantOf } from "./clock.ts";
import holidays from "./holidays.json" with { type: "json" };

/** Time zone of days, deadlines and compliance years. */
const timeZone = "Asia/Shanghai";

/** A calendar day, `2026-11-30`, in China Standard Time. */
export type PlainDate = string;
/** A calendar month, `2026-11`. Terms of permits run from the start of one month to the end of another. */
export type YearMonth = string;

/** The instant's day in Shanghai. */
export function dayOf(instant: Instant): PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The first instant of a day in Shanghai. */
export function startOfDay(day: PlainDate): Instant {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The first instant after a day in Shanghai: a deadline "by that day" has passed from this instant. */
export function endOfDay(day: PlainDate): Instant {
  return startOfDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString());
}

/** The first instant after a month in Shanghai: a permit with that last month has expired from this instant. */
export function endOfMonth(month: YearMonth): Instant {
  return startOfDay(Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: 1 }).toString());
}

/** The first instant of the instant's month in Shanghai. */
export function startOfMonth(instant: Instant): Instant {
  return startOfDay(`${dayOf(instant).slice(0, "2026-11".length)}-01`);
}

/** Whether a day is a working day: by the State Council's yearly notice (days off and make-up days are data), else Monday to Friday. */
export function isWorkingDay(day: PlainDate): boolean {
  if (holidays.daysOff.includes(day)) return false;
  if (holidays.makeUpDays.includes(day)) return true;
  return Temporal.PlainDate.from(day).dayOfWeek <= 5;
}

/** The `count`-th working day after `day`, which is not counted itself. */
export function addWorkingDays(day: PlainDate, count: number): PlainDate {
  let date = Temporal.PlainDate.from(day);
  for (let left = count; left > 0; ) {
    date = date.add({ days: 1 });
    if (isWorkingDay(date.toString())) left -= 1;
  }
  return date.toString();
}

/** The month so many months after another; before it where the number is negative. */
export function addMonths(month: YearMonth, months: number): YearMonth {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
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
