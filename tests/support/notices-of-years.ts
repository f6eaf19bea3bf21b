import example from "../../docs/examples/calendar-2026.json" with { type: "json" };
import { statutoryHolidays } from "../../shared/calendar/statutory-holidays.ts";
import { plusDays } from "../../shared/kernel/calendar.ts";

/** The notice of 2026, as it is published through the API. */
export const noticeOf2026 = example.notice;

/** A notice of any year that gives the statutory holidays off and, if asked, further days, and shifts nothing. */
export function plainNotice(year: number, more: readonly string[] = []) {
  const days = new Map(statutoryHolidays(year).map(({ day, holiday }) => [day, holiday as string]));
  for (const day of more) if (!days.has(day)) days.set(day, "special");
  const holidays: { holiday: string; firstDay: string; lastDay: string }[] = [];
  for (const [day, holiday] of [...days].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const last = holidays.at(-1);
    if (last?.holiday === holiday && plusDays(last.lastDay, 1) === day) last.lastDay = day;
    else holidays.push({ holiday, firstDay: day, lastDay: day });
  }
  return { documentNumber: `Notice of ${year}`, holidays, workingDays: [] as string[] };
}
