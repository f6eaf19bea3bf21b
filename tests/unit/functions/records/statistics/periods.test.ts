import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayAfter,
  firstDayOf,
  lastDayOf,
  periodsBetween,
  periodsOf,
  periodsWithin,
} from "../../../../../functions/records/statistics/periods.ts";
import { plusDays } from "../../../../../shared/kernel/calendar.ts";

/** Days of ten years with leap days. */
const day = fc.nat(3_650).map((days) => plusDays("2023-01-01", days));
/** The days of a period, one after the other. */
function daysOf(period: string): string[] {
  const days: string[] = [];
  for (let each = firstDayOf(period); each < dayAfter(period); each = plusDays(each, 1)) days.push(each);
  return days;
}

describe("a period of statistics", () => {
  it.each([
    ["2026", "2026-01-01", "2026-12-31"],
    ["2028-02", "2028-02-01", "2028-02-29"],
    ["2026-12", "2026-12-01", "2026-12-31"],
    ["2026-12-31", "2026-12-31", "2026-12-31"],
  ])("%s is from %s to %s", (period, first, last) => {
    expect([firstDayOf(period), lastDayOf(period)]).toEqual([first, last]);
  });

  it("has each of its days in the periods that the day belongs to", () => {
    fc.assert(
      fc.property(day, (each) => {
        for (const period of periodsOf(each)) expect(daysOf(period)).toContain(each);
      }),
    );
  });

  it("is made of what lies within: the months of a year, the days of a month", () => {
    expect(periodsWithin("2026").flatMap(daysOf)).toEqual(daysOf("2026"));
    expect(periodsWithin("2028-02")).toEqual(daysOf("2028-02"));
    expect(periodsWithin("2026")).toHaveLength(12);
  });

  it("covers a range with others, each day once and in order, with few at its ends", () => {
    fc.assert(
      fc.property(day, fc.nat(900), (first, more) => {
        const last = plusDays(first, more);
        const periods = periodsBetween(first, last);
        expect(periods.flatMap(daysOf)).toEqual(Array.from({ length: more + 1 }, (_, place) => plusDays(first, place)));
        expect(periods.length).toBeLessThanOrEqual(2 * (30 + 11) + 3);
      }),
    );
    expect(periodsBetween("2026-03-02", "2026-03-01")).toEqual([]);
    expect(periodsBetween("2026-01-01", "2027-01-31")).toEqual(["2026", "2027-01"]);
  });
});
