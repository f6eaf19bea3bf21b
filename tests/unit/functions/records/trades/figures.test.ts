import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figureBounds, sortableDecimal } from "../../../../../functions/records/trades/figures.ts";
import { decimal } from "../../../../../shared/kernel/decimal.ts";

const value = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => decimal(digits.toString()).div(decimal("10").pow(places)).toDecimalPlaces(6));

describe("a sortable decimal", () => {
  it("sorts as its value does, below zero as well, and equal values are one text", () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [a, b] = [sortableDecimal(one), sortableDecimal(other)];
        expect(a === b ? 0 : a < b ? -1 : 1).toBe(one.cmp(other));
      }),
    );
  });

  it.each([
    [["0", "-0", "0.000000"], "000000000000000000000.000000"],
    [["4300.5", "4300.50"], "000000000000000004300.500000"],
    [["-1"], "-99999999999999999998.999999"],
  ])("of %j is %s", (texts, expected) => {
    for (const text of texts) expect(sortableDecimal(decimal(text))).toBe(expected);
  });

  it("bounds a range that has both of its ends, whatever record follows", () => {
    fc.assert(
      fc.property(value, value, value, (least, most, figure) => {
        const { from = "", to = "" } = figureBounds({ of: "price", least, most });
        const key = `${sortableDecimal(figure)}#2026-03-02T01:00:00.000Z#zzz`;
        expect(key >= from && key <= to).toBe(figure.gte(least) && figure.lte(most));
      }),
    );
  });
});
