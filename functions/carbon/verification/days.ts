import type { CalendarReader } from "../../../shared/calendar/calendars.ts";
import { dayOf, endOfDay, type PlainDate, plusDays } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";

/** A deadline in working days: the first instant after its last day, and whether it rests on a calendar whose notice is not published. */
export interface WorkingDeadline {
  readonly until: Instant;
  readonly provisional: boolean;
}

/**
 * The deadline this many working days after an instant, whose own day does not count. A deadline that was told stands: the notice of its year
 * changes only those that are set after it.
 */
export async function workingDeadline(calendars: CalendarReader, at: Instant, count: number): Promise<WorkingDeadline> {
  const calendar = await calendars.from(at);
  const last = calendar.addWorkingDays(dayOf(at), count);
  return { until: endOfDay(last), provisional: calendar.yearsBetween(dayOf(at), last).some(({ provisional }) => provisional) };
}

/** The last day before a deadline passes, as people are told it. */
export function lastDayBefore(until: Instant): PlainDate {
  return plusDays(dayOf(until), -1);
}
