import { addMonths, monthOfDay, type PlainDate, plusDays, type YearMonth } from "../../../shared/kernel/calendar.ts";

/** A period of whole days in Shanghai that aggregates are kept for: a day `2026-03-02`, a month `2026-03` or a year `2026`. */
export type Period = PlainDate | YearMonth | string;

/** The periods that a day belongs to, each with aggregates of its own. */
export function periodsOf(day: PlainDate): readonly Period[] {
  return [day, monthOfDay(day), day.slice(0, "2026".length)];
}

/**
 * The fewest periods that are exactly the days from `first` to `last`: whole years and months as far as they fit, days at both ends. None
 * where `last` is before `first`. However long a range is, its ends are at most two months of days and two years of months.
 */
export function periodsBetween(first: PlainDate, last: PlainDate): readonly Period[] {
  const end = plusDays(last, 1);
  const periods: Period[] = [];
  for (let day = first; day < end; ) {
    const [, month = "", year = ""] = periodsOf(day);
    const nextYear = `${Number(year) + 1}-01-01`;
    const nextMonth = `${addMonths(month, 1)}-01`;
    const [period, next] =
      day === `${year}-01-01` && nextYear <= end
        ? [year, nextYear]
        : day === `${month}-01` && nextMonth <= end
          ? [month, nextMonth]
          : [day, plusDays(day, 1)];
    periods.push(period);
    day = next;
  }
  return periods;
}

/** The first day of a period. */
export function firstDayOf(period: Period): PlainDate {
  return `${period}-01-01`.slice(0, "2026-03-02".length);
}

/** The first day after a period. */
export function dayAfter(period: Period): PlainDate {
  if (period.length === "2026".length) return `${Number(period) + 1}-01-01`;
  return period.length === "2026-03".length ? `${addMonths(period, 1)}-01` : plusDays(period, 1);
}

/** The last day of a period. */
export function lastDayOf(period: Period): PlainDate {
  return plusDays(dayAfter(period), -1);
}

/** The months of a year, or the days of a month. */
export function periodsWithin(period: Period): readonly Period[] {
  const end = dayAfter(period);
  const parts: Period[] = [];
  if (period.length === "2026".length) {
    for (let month = `${period}-01`; `${month}-01` < end; month = addMonths(month, 1)) parts.push(month);
  } else {
    for (let day = firstDayOf(period); day < end; day = plusDays(day, 1)) parts.push(day);
  }
  return parts;
}
