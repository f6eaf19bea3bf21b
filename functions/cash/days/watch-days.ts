import type { CalendarReader } from "../../../shared/calendar/calendars.ts";
import type { WorkingCalendar } from "../../../shared/calendar/working-days.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { dayOf, type PlainDate, startOfDay } from "../../../shared/kernel/calendar.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { cashFacts } from "../contract.ts";
import type { CashPorts } from "../ports.ts";

/** Seconds that no holiday lasts longer than. */
const longestHoliday = 30 * 86_400;

/** Dependencies of the watch over bank days. */
export interface WatchPorts extends Pick<CashPorts, "dynamo" | "clock" | "own"> {
  readonly calendars: CalendarReader;
  /** Hour of a working day, in Shanghai, by which every earlier day should be closed. */
  readonly hour: number;
  /** Warns that a day is left open; an alarm counts the warnings. */
  readonly warn: (day: PlainDate) => void;
}

/**
 * Looks for a bank day that should be closed by now: on a working day from the hour on, every day before it. States it once for
 * each day, and warns at every run, so that the alarm lasts as long as the day is open. Nothing is missed before the first line is booked.
 */
export async function watchBankDays({ dynamo, clock, own, calendars, hour, warn }: WatchPorts): Promise<void> {
  const at = clock.now();
  const state = await own.dayState();
  // The working day before today may lie in the year before.
  const wanted = dueDay(at, hour, await calendars.from(plusSeconds(at, -longestHoliday)));
  if (wanted === undefined || (state.closedThrough === undefined && state.openDays.length === 0)) return;
  if (state.closedThrough !== undefined && state.closedThrough >= wanted) return;
  const day = state.openDays.find((open) => open <= wanted) ?? wanted;
  const data = { day, ...(state.closedThrough !== undefined && { closedThrough: state.closedThrough }) };
  const envelope = { factId: `bank-day-left-open.${day}`, occurredAt: at, actor: "watch-bank-days", parties: [], areas: [city] };
  await commit(dynamo, [own.state(cashFacts.bankDayLeftOpen, { ...envelope, data })]);
  warn(day);
}

/** The last working day before today, if it should be closed by this instant. */
function dueDay(at: Instant, hour: number, { isWorkingDay }: WorkingCalendar): PlainDate | undefined {
  const today = dayOf(at);
  if (!isWorkingDay(today) || at < plusSeconds(startOfDay(today), hour * 3600)) return undefined;
  let day = dayBefore(today);
  while (!isWorkingDay(day)) day = dayBefore(day);
  return day;
}

function dayBefore(day: PlainDate): PlainDate {
  return dayOf(plusSeconds(startOfDay(day), -1));
}
