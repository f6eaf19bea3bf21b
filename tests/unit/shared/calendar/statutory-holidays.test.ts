import { describe, expect, it } from "vitest";
import { computedYears, statutoryHolidays } from "../../../../shared/calendar/statutory-holidays.ts";
import { plusDays } from "../../../../shared/kernel/calendar.ts";
import { newMoonDays } from "../../../support/new-moon.ts";

/** Days of a holiday in a year, without the year. */
function daysOf(year: number, holiday: string): string {
  return statutoryHolidays(year)
    .filter((each) => each.holiday === holiday)
    .map(({ day }) => day.slice("2027-".length))
    .join(" ");
}
const years = Array.from({ length: computedYears.last - computedYears.first + 1 }, (_, place) => computedYears.first + place);

describe("statutory holidays", () => {
  it("of 2027 are those of the law in force since 2025", () => {
    expect(statutoryHolidays(2027).map(({ day, holiday }) => `${day} ${holiday}`)).toEqual([
      "2027-01-01 new-year",
      "2027-02-05 spring-festival",
      "2027-02-06 spring-festival",
      "2027-02-07 spring-festival",
      "2027-02-08 spring-festival",
      "2027-04-05 qingming",
      "2027-05-01 labour-day",
      "2027-05-02 labour-day",
      "2027-06-09 dragon-boat",
      "2027-09-15 mid-autumn",
      "2027-10-01 national-day",
      "2027-10-02 national-day",
      "2027-10-03 national-day",
    ]);
  });

  it.each([
    // The new moons of 2027 and 2030 are minutes from midnight: the calendar of the JavaScript engine is a day off there.
    [2030, "02-02 02-03 02-04 02-05", "04-05", "06-05", "09-12"],
    [2025, "01-28 01-29 01-30 01-31", "04-04", "05-31", "10-06"],
    [2026, "02-16 02-17 02-18 02-19", "04-05", "06-19", "09-25"],
    [2028, "01-25 01-26 01-27 01-28", "04-04", "05-28", "10-03"],
    // A leap month after the eleventh, the first in centuries.
    [2034, "02-18 02-19 02-20 02-21", "04-05", "06-20", "09-27"],
    // Before 2025 without the eve, from 2008 to 2013 with it and one day less.
    [2024, "02-10 02-11 02-12", "04-04", "06-10", "09-17"],
    [2020, "01-25 01-26 01-27", "04-04", "06-25", "10-01"],
    [2008, "02-06 02-07 02-08", "04-04", "06-08", "09-14"],
  ] as const)("of %i: Spring Festival %s, Qingming %s, Dragon Boat %s, Mid-Autumn %s", (year, spring, qingming, dragonBoat, midAutumn) => {
    const found = ["spring-festival", "qingming", "dragon-boat", "mid-autumn"].map((holiday) => daysOf(year, holiday));
    expect(found).toEqual([spring, qingming, dragonBoat, midAutumn]);
  });

  it.each([
    [1998, 7],
    [2005, 10],
    [2010, 11],
    [2020, 11],
    [2025, 13],
  ])("of %i are as many as the law of the year gives: %i", (year, count) => {
    expect(statutoryHolidays(year)).toHaveLength(count);
  });

  it("come once a year, in the weeks in which they can fall", () => {
    const windows = [
      ["spring-festival", "01-20", "02-23"],
      ["qingming", "04-04", "04-06"],
      ["dragon-boat", "05-27", "06-25"],
      ["mid-autumn", "09-07", "10-08"],
    ] as const;
    for (const year of years) {
      const all = statutoryHolidays(year);
      expect(new Set(all.map(({ day, holiday }) => `${day} ${holiday}`)).size, String(year)).toBe(all.length);
      for (const [holiday, first, last] of windows) {
        const days = all.filter((each) => each.holiday === holiday).map(({ day }) => day);
        const expected = holiday === "spring-festival" ? (year < 2025 ? 3 : 4) : year < 2008 ? 0 : 1;
        expect(days, `${holiday} ${year}`).toHaveLength(expected);
        expect(days.filter((day) => day < `${year}-${first}` || day > `${year}-${last}`)).toEqual([]);
        // Consecutive days, so that the whole festival is one block.
        expect(days).toEqual(days.map((_, place) => plusDays(days[0] ?? "", place)));
      }
    }
  });

  it("follow the moon: the first day of each of their months is that of a new moon, computed independently", () => {
    for (const year of years.filter((each) => each >= 2025)) {
      const dayIn = (holiday: string, place: number): string =>
        statutoryHolidays(year).filter((each) => each.holiday === holiday)[place]?.day ?? "";
      for (const [day, before] of [
        [dayIn("spring-festival", 1), 0],
        [dayIn("dragon-boat", 0), 4],
        [dayIn("mid-autumn", 0), 14],
      ] as const) {
        const first = plusDays(day, -before);
        expect(newMoonDays(first, 3), day).toContain(first);
      }
    }
  });

  it("outside the computed years are those on fixed days only", () => {
    expect(new Set(statutoryHolidays(2150).map(({ holiday }) => holiday))).toEqual(new Set(["new-year", "labour-day", "national-day"]));
  });
});
