import { describe, expect, it } from "vitest";
import { firstDayOf, formOf, periodAfter, pricePeriod } from "../../../../shared/valuation/price-periods.ts";

describe("periods of prices", () => {
  it.each([
    ["2027", "year", "2027-01-01", "2028"],
    ["2027-Q1", "quarter", "2027-01-01", "2027-Q2"],
    ["2027-Q3", "quarter", "2027-07-01", "2027-Q4"],
    ["2027-Q4", "quarter", "2027-10-01", "2028-Q1"],
    ["2027-01", "month", "2027-01-01", "2027-02"],
    ["2027-12", "month", "2027-12-01", "2028-01"],
  ])("%s is a %s that begins on %s and is followed by %s", (period, form, firstDay, after) => {
    expect([formOf(period), firstDayOf(period), periodAfter(period)]).toEqual([form, firstDay, after]);
    expect(pricePeriod.safeParse(period).success).toBe(true);
    expect(after > period).toBe(true);
  });

  it.each(["27", "2027-Q0", "2027-Q5", "2027-00", "2027-13", "2027-1", "2027-01-01", "Q1-2027", "1999", " 2027"])("%s is none", (text) => {
    expect(pricePeriod.safeParse(text).success).toBe(false);
    expect(() => formOf(text)).toThrow(RangeError);
  });
});
