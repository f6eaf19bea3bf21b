import { isWeekend, type PlainDate, plusDays } from "../kernel/calendar.ts";
import { required } from "../kernel/invariant.ts";
import { type DayOff, statutoryHolidays } from "./statutory-holidays.ts";

/** The State Council's notice of a year, as the operator published it. */
export interface YearNotice {
  readonly year: number;
  /** Number of its latest version here; corrections count up. */
  readonly version: number;
  /** Every day off, days on weekends included. */
  readonly daysOff: readonly DayOff[];
  /** Days of weekends on which people work. */
  readonly workingDays: readonly PlainDate[];
}

/** One year of a calendar. It is provisional until its notice is published: only the statutory holidays are known, no shifted days. */
export interface CalendarYear extends YearNotice {
  readonly provisional: boolean;
}

/** The working days of some consecutive years. */
export interface WorkingCalendar {
  /** Whether people work on a day. */
  isWorkingDay(day: PlainDate): boolean;
  /** The `count`-th working day after `day`, which is not counted itself. */
  addWorkingDays(day: PlainDate, count: number): PlainDate;
  /** The years that the days from one to another lie in, with the version of each year's notice. */
  yearsBetween(from: PlainDate, to: PlainDate): readonly Pick<CalendarYear, "year" | "version" | "provisional">[];
}

/** The year that a day lies in. */
export function yearOf(day: PlainDate): number {
  return Number(day.slice(0, day.indexOf("-")));
}

/** A year for which no notice has been published: version 0, with the statutory holidays only. */
export function provisionalYear(year: number): CalendarYear {
  return { year, version: 0, daysOff: statutoryHolidays(year), workingDays: [], provisional: true };
}

/** The calendar of some years; asking it about another year is a fault. */
export function workingCalendar(years: readonly CalendarYear[]): WorkingCalendar {
  const byYear = new Map(
    years.map(({ year, daysOff, workingDays }) => [year, { off: new Set(daysOff.map(({ day }) => day)), shifted: new Set(workingDays) }]),
  );
  const isWorkingDay = (day: PlainDate): boolean => {
    const { off, shifted } = required(byYear.get(yearOf(day)), `calendar of ${yearOf(day)}`);
    if (off.has(day)) return false;
    return shifted.has(day) || !isWeekend(day);
  };
  return {
    isWorkingDay,
    addWorkingDays(day, count) {
      let date = day;
      for (let left = count; left > 0; ) {
        date = plusDays(date, 1);
        if (isWorkingDay(date)) left -= 1;
      }
      return date;
    },
    yearsBetween: (from, to) =>
      years
        .filter(({ year }) => year >= yearOf(from) && year <= yearOf(to))
        .map(({ year, version, provisional }) => ({ year, version, provisional })),
  };
}
