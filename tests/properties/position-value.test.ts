import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths } from "../../shared/kernel/calendar.ts";
import { Decimal, decimal, sum } from "../../shared/kernel/decimal.ts";
import { monthsNotBegun, positionValue } from "../../shared/valuation/position-value.ts";

const sixty = (priceCny: string) => ({ priceCny, pricedMonths: 60 });
const tonnes = fc.integer({ min: 0, max: 1_000_000_000 }).map((kilograms) => new Decimal(kilograms).div(1000));
const price = fc.integer({ min: 1, max: 1_000_000_000 }).map((millionths) => new Decimal(millionths).div(1_000_000).toFixed());
const month = fc.integer({ min: 0, max: 240 }).map((months) => addMonths("2020-01", months));
const term = fc.tuple(month, fc.integer({ min: 0, max: 119 })).map(([first, months]) => ({ first, last: addMonths(first, months) }));
const permit = term.map(({ first, last }) => `permit/COD/liangzi-lake/${first}/${last}`);
const day = fc.tuple(month, fc.integer({ min: 1, max: 28 })).map(([of, date]) => `${of}-${String(date).padStart(2, "0")}`);
const fen = new Decimal("0.01");

describe("the value of a position", () => {
  it("is the published figure: 8,790 CNY for sixty months, ten tonnes, 25 months not begun", () => {
    const permits = "permit/COD/liangzi-lake/2026-01/2028-12";
    expect(monthsNotBegun(permits, "2026-11-30")).toBe(25);
    expect(positionValue(decimal("10"), permits, sixty("8790"), "2026-11-30").toFixed(2)).toBe("36625.00");
  });

  it("is half up to the fen, once", () => {
    const oneMonth = "permit/COD/liangzi-lake/2026-01/2026-02";
    // 0.30 x 1 / 60 = 0.005
    expect(positionValue(decimal("1"), oneMonth, sixty("0.3"), "2026-01-15").toFixed(2)).toBe("0.01");
    expect(positionValue(decimal("1"), oneMonth, sixty("0.299999"), "2026-01-15").toFixed(2)).toBe("0.00");
  });

  it("before the term begins is that of the whole term", () => {
    const permits = "permit/COD/liangzi-lake/2027-01/2031-12";
    for (const early of ["2020-01-01", "2026-12-31"]) expect(monthsNotBegun(permits, early)).toBe(60);
    expect(monthsNotBegun(permits, "2027-01-01")).toBe(59);
  });

  it("of an allowance does not depend on months until its term is over", () => {
    const allowance = "allowance/hubei/2026/2027-12";
    const by = { priceCny: "41.2" };
    expect(positionValue(decimal("1000"), allowance, by, "2027-12-31").toFixed(2)).toBe("41200.00");
    expect(positionValue(decimal("1000"), allowance, by, "2028-01-01").toFixed(2)).toBe("0.00");
  });

  it("never falls with the price or the quantity, never rises with time, and is never negative", () => {
    fc.assert(
      fc.property(permit, fc.tuple(tonnes, tonnes), fc.tuple(price, price), fc.tuple(day, day), (instrument, quantities, prices, days) => {
        const [less = decimal("0"), more = less] = quantities.toSorted((one, other) => one.cmp(other));
        const [low = "", high = low] = prices.toSorted((one, other) => decimal(one).cmp(decimal(other)));
        const [early = "", late = early] = days.toSorted();
        const value = (quantity: Decimal, by: string, on: string) => positionValue(quantity, instrument, sixty(by), on);
        expect(value(less, low, early).gte(0)).toBe(true);
        expect(value(less, low, early).lte(value(more, low, early))).toBe(true);
        expect(value(less, low, early).lte(value(less, high, early))).toBe(true);
        expect(value(less, low, late).lte(value(less, low, early))).toBe(true);
      }),
    );
  });

  it("is zero from the last month of the term on", () => {
    fc.assert(
      fc.property(term, tonnes, price, fc.integer({ min: 0, max: 60 }), ({ first, last }, quantity, priceCny, months) => {
        const instrument = `permit/COD/liangzi-lake/${first}/${last}`;
        const on = `${addMonths(last, months)}-01`;
        expect(positionValue(quantity, instrument, sixty(priceCny), on).isZero()).toBe(true);
      }),
    );
  });

  it("of the parts differs from that of the whole by at most a fen for each part", () => {
    fc.assert(
      fc.property(permit, fc.array(tonnes, { minLength: 1, maxLength: 8 }), price, day, (instrument, parts, priceCny, on) => {
        const value = (quantity: Decimal) => positionValue(quantity, instrument, sixty(priceCny), on);
        const difference = sum(parts.map(value))
          .minus(value(sum(parts)))
          .abs();
        expect(difference.lte(fen.mul(parts.length))).toBe(true);
      }),
    );
  });
});
