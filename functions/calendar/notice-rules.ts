import type { Holiday } from "../../shared/calendar/holidays.ts";
import { type DayOff, statutoryHolidays } from "../../shared/calendar/statutory-holidays.ts";
import { yearOf } from "../../shared/calendar/working-days.ts";
import { isWeekend, type PlainDate, plusDays } from "../../shared/kernel/calendar.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { CalendarRefusal } from "./problems.ts";

/** A notice as it is entered: holidays as periods, as notices word them. */
export interface EnteredNotice {
  readonly holidays: readonly { readonly holiday: Holiday; readonly firstDay: PlainDate; readonly lastDay: PlainDate }[];
  readonly workingDays: readonly PlainDate[];
}

/** The days of a notice, in order. */
export interface NoticeDays {
  readonly daysOff: readonly DayOff[];
  readonly workingDays: readonly PlainDate[];
}

/** The days of a notice for a year, or the first rule that it breaks, with the days that break it. */
export function checkNotice(year: number, { holidays, workingDays }: EnteredNotice): Outcome<NoticeDays, CalendarRefusal> {
  const named = [...holidays.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]), ...workingDays];
  const outside = broken(
    ["days lie in the year", named.filter((day) => yearOf(day) !== year)],
    ["firstDay <= lastDay", holidays.filter(({ firstDay, lastDay }) => firstDay > lastDay).map(({ firstDay }) => firstDay)],
  );
  if (!outside.ok) return outside;
  const daysOff = holidays.flatMap(daysOf).sort(byDay);
  const off = new Set(daysOff.map(({ day }) => day));
  const checked = broken(
    ["a day is off once", repeated(daysOff.map(({ day }) => day))],
    ["a working day is named once", repeated(workingDays)],
    ["a day is off or worked, not both", workingDays.filter((day) => off.has(day))],
    ["only days of weekends are shifted to working days", workingDays.filter((day) => !isWeekend(day))],
    ["statutory holidays are off", statutoryHolidays(year).flatMap(({ day }) => (off.has(day) ? [] : [day]))],
  );
  return checked.ok ? accept({ daysOff, workingDays: [...workingDays].sort() }) : checked;
}

/** Most days that a refusal names. */
const daysNamed = 20;

/** The first rule that some days break, with the first of these days; accepted if none is broken. */
function broken(...rules: readonly (readonly [rule: string, days: readonly PlainDate[]])[]): Outcome<true, CalendarRefusal> {
  const found = rules.find(([, days]) => days.length > 0);
  return found ? refuse({ code: "notice-invalid", rule: found[0], days: found[1].slice(0, daysNamed) }) : accept(true);
}

function daysOf({ holiday, firstDay, lastDay }: EnteredNotice["holidays"][number]): DayOff[] {
  const days: DayOff[] = [];
  for (let day = firstDay; day <= lastDay; day = plusDays(day, 1)) days.push({ day, holiday });
  return days;
}

function repeated(days: readonly PlainDate[]): readonly PlainDate[] {
  const seen = new Set<PlainDate>();
  return days.filter((day) => {
    const again = seen.has(day);
    seen.add(day);
    return again;
  });
}

function byDay(one: DayOff, other: DayOff): number {
  if (one.day === other.day) return 0;
  return one.day < other.day ? -1 : 1;
}
