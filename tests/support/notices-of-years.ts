import example from "../../docs/examples/calendar-2026.json" with { type: "json" };
import { statutoryHolidays } from "../../shared/calendar/statutory-holidays.ts";

/** The notice of 2026, as it is published through the API. */
export const noticeOf2026 = example.notice;

/** A notice of any year that gives the statutory holidays off and, if asked, further days, and shifts nothing. */
export function plainNotice(year: number, more: readonly string[] = []) {
  const statutory = [...new Set(statutoryHolidays(year).map(({ day }) => day))].map((day) => {
    const holiday = statutoryHolidays(year).find((each) => each.day === day)?.holiday;
    return { holiday, firstDay: day, lastDay: day };
  });
  const special = more.map((day) => ({ holiday: "special", firstDay: day, lastDay: day }));
  return { documentNumber: `Notice of ${year}`, holidays: [...statutory, ...special].slice(0, 20), workingDays: [] as string[] };
}
