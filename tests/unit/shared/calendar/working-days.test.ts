import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import notice2026 from "../../../../docs/examples/calendar-2026.json" with { type: "json" };
import { checkNotice, type EnteredNotice } from "../../../../functions/calendar/notice-rules.ts";
import { provisionalYear, type WorkingCalendar, workingCalendar } from "../../../../shared/calendar/working-days.ts";
import { isWeekend, plusDays } from "../../../../shared/kernel/calendar.ts";

function published(year: number, notice: EnteredNotice) {
  const checked = checkNotice(year, notice);
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
  return { year, version: 1, provisional: false, ...checked.value };
}
const of2026 = published(2026, notice2026.notice as EnteredNotice);
const known: WorkingCalendar = workingCalendar([of2026, provisionalYear(2027), provisionalYear(2028)]);

describe("working days", () => {
  it("follow the published notice before the week", () => {
    expect(["2026-02-17", "2026-02-28", "2026-03-01", "2026-03-02"].map(known.isWorkingDay)).toEqual([false, true, false, true]);
  });

  it("are counted from the day after, over holidays and shifted days", () => {
    expect(known.addWorkingDays("2026-03-06", 1)).toBe("2026-03-09");
    expect(known.addWorkingDays("2026-09-30", 1)).toBe("2026-10-08");
    expect(known.addWorkingDays("2026-09-30", 3)).toBe("2026-10-10");
  });

  it("skip New Year and Spring Festival of a year whose notice is not published", () => {
    expect(known.addWorkingDays("2026-12-30", 2)).toBe("2027-01-04");
    expect(known.addWorkingDays("2027-02-04", 1)).toBe("2027-02-09");
    expect(known.addWorkingDays("2027-06-08", 1)).toBe("2027-06-10");
  });

  it("rest on a provisional calendar only where they reach a year without a notice", () => {
    const of2026 = { year: 2026, version: 1, provisional: false };
    expect(known.yearsBetween("2026-12-01", "2026-12-31")).toEqual([of2026]);
    expect(known.yearsBetween("2026-12-30", "2027-01-04")).toEqual([of2026, { year: 2027, version: 0, provisional: true }]);
  });

  it("of a year that was not loaded are a fault, never a guess", () => {
    expect(() => known.isWorkingDay("2029-01-04")).toThrow("2029");
  });

  const day = fc.integer({ min: 0, max: 700 }).map((days) => plusDays("2026-01-01", days));
  it("counted one after another are those counted at once", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), (from, one, other) => {
        expect(known.addWorkingDays(known.addWorkingDays(from, one), other)).toBe(known.addWorkingDays(from, one + other));
      }),
    );
  });

  it("end on a working day, later the more there are", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const end = known.addWorkingDays(from, count);
        expect(known.isWorkingDay(end)).toBe(true);
        expect(end > known.addWorkingDays(from, count - 1)).toBe(true);
      }),
    );
  });

  it("never come earlier for a further day off", () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: 1, max: 60 }), (from, off, count) => {
        const more = { ...of2026, daysOff: [...of2026.daysOff, { day: off, holiday: "special" as const }] };
        const with27 = { ...provisionalYear(2027), daysOff: [...provisionalYear(2027).daysOff, { day: off, holiday: "special" as const }] };
        const calendar = workingCalendar([more, with27, provisionalYear(2028)]);
        expect(calendar.addWorkingDays(from, count) >= known.addWorkingDays(from, count)).toBe(true);
      }),
    );
  });

  it("of a provisional year are the weekdays that are no statutory holiday", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), (days) => {
        const date = plusDays("2027-01-01", days);
        const off = provisionalYear(2027).daysOff.some((each) => each.day === date);
        expect(known.isWorkingDay(date)).toBe(!off && !isWeekend(date));
      }),
    );
  });
});
