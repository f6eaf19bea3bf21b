import { describe, expect, it } from "vitest";
import { instant, pageQuery, plainDate, shortText, yearMonth } from "../../../../shared/kernel/schemas.ts";

describe("an instant", () => {
  it.each([
    ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
    ["2026-03-02T09:00:00.5+08:00", "2026-03-02T01:00:00.500Z"],
    ["9999-12-31T23:59:59.999+08:00", "9999-12-31T15:59:59.999Z"],
  ])("reads %s", (text, normal) => {
    expect(instant.parse(text)).toBe(normal);
  });

  it.each([
    "1969-12-31T23:59:59.999Z",
    "1970-01-01T00:00:00+08:00",
    "0000-01-01T00:00:00Z",
    // A day of the year 10000 in Shanghai, and one in UTC.
    "9999-12-31T16:00:00Z",
    "9999-12-31T23:59:59-01:00",
    "10000-01-01T00:00:00Z",
    "+010000-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-03-02",
    "2026-03-02T01:00:00",
    "2026-03-02T01:00:00.0001Z",
    "",
  ])("refuses %j, outside the years 1970 to 9999 or in another form", (text) => {
    expect(instant.safeParse(text).success).toBe(false);
  });
});

describe("days and months", () => {
  it("lie in the years 1970 to 9999", () => {
    for (const day of ["1970-01-01", "2028-02-29", "9999-12-31"]) expect(plainDate.parse(day)).toBe(day);
    for (const day of ["1969-12-31", "0000-01-01", "10000-01-01", "2026-02-29", "2026-2-1"])
      expect(plainDate.safeParse(day).success).toBe(false);
    for (const month of ["1970-01", "2000-12", "9999-12"]) expect(yearMonth.parse(month)).toBe(month);
    for (const month of ["1969-12", "0000-01", "10000-01", "2026-13", "2026-1"]) expect(yearMonth.safeParse(month).success).toBe(false);
  });
});

describe("a short text", () => {
  it("is one line, and trimmed of blanks only", () => {
    expect(shortText.parse(" 名称　")).toBe("名称");
    for (const text of ["a\nb", "a\n", "\ta", "a\r", " ", "", "x".repeat(201)]) expect(shortText.safeParse(text).success).toBe(false);
  });
});

describe("the limit of a page", () => {
  it("has one form: decimal digits", () => {
    expect(pageQuery.parse({})).toEqual({ limit: 25 });
    for (const limit of ["1", "9", "100"]) expect(pageQuery.parse({ limit })).toEqual({ limit: Number(limit) });
    for (const limit of ["1e1", " 5", "5 ", "+5", "-1", "0x10", "05", "1.0", "0", "101", "", "９", "1,2", "Infinity"])
      expect(pageQuery.safeParse({ limit }).success).toBe(false);
  });
});
