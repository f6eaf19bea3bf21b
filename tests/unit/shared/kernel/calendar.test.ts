import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayOf,
  endOfDay,
  endOfMonth,
  isWeekend,
  monthOf,
  monthsByYear,
  plusDays,
  startOfDay,
  startOfMonth,
} from "../../../../shared/kernel/calendar.ts";

describe("days in Shanghai", () => {
  it("begin at 16:00 UTC of the day before", () => {
    expect(dayOf("2026-03-01T15:59:59.999Z")).toBe("2026-03-01");
    expect(dayOf("2026-03-01T16:00:00.000Z")).toBe("2026-03-02");
    expect(startOfDay("2026-03-02")).toBe("2026-03-01T16:00:00.000Z");
    expect(endOfDay("2026-03-02")).toBe("2026-03-02T16:00:00.000Z");
  });

  it("has the days that the time zone's history has, summer times before 1992 included", () => {
    const shown = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" });
    const instants = fc.date({ min: new Date("1970-01-02"), max: new Date("2199-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (at) => {
        expect(dayOf(at.toISOString())).toBe(shown.format(at));
      }),
    );
    // A summer night of 1986: the day has begun, nine hours ahead of UTC.
    expect(dayOf("1986-07-01T15:00:00.000Z")).toBe("1986-07-02");
    expect(dayOf("1991-12-31T16:00:00.000Z")).toBe("1992-01-01");
  });

  it("a permit counts to the last instant of its last month, leap years and year ends included", () => {
    expect(endOfMonth("2028-02")).toBe("2028-02-29T16:00:00.000Z");
    expect(endOfMonth("2026-12")).toBe("2026-12-31T16:00:00.000Z");
  });
});

describe("months in Shanghai", () => {
  it("begin at 16:00 UTC of the last day of the month before", () => {
    expect(monthOf("2026-12-31T15:59:59.999Z")).toBe("2026-12");
    expect(monthOf("2026-12-31T16:00:00.000Z")).toBe("2027-01");
    expect(startOfMonth("2027-01-15T01:00:00.000Z")).toBe("2026-12-31T16:00:00.000Z");
  });
});

describe("days", () => {
  it("are counted over ends of months and leap years", () => {
    expect(plusDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(plusDays("2027-01-01", -1)).toBe("2026-12-31");
  });

  it("of weekends are Saturday and Sunday", () => {
    expect(["2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09"].map(isWeekend)).toEqual([false, true, true, false]);
  });
});

describe("months of a term by year", () => {
  it("count both ends", () => {
    expect(monthsByYear("2026-12", "2027-02")).toEqual(
      new Map([
        ["2026", 1],
        ["2027", 2],
      ]),
    );
    expect(monthsByYear("2026-12", "2031-11")).toEqual(
      new Map([
        ["2026", 1],
        ["2027", 12],
        ["2028", 12],
        ["2029", 12],
        ["2030", 12],
        ["2031", 11],
      ]),
    );
    expect(monthsByYear("2026-05", "2026-05")).toEqual(new Map([["2026", 1]]));
    expect(monthsByYear("2026-05", "2026-04").size).toBe(0);
  });
});
