import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, decimal } from "../../../../shared/kernel/decimal.ts";
import { fraction, fractionOf, halfUp, leastCommonMultiple, over, times } from "../../../../shared/kernel/fraction.ts";

const whole = fc.bigInt({ min: 1n, max: 10n ** 20n });

describe("a fraction", () => {
  it("is what a decimal is, in lowest terms", () => {
    expect(fractionOf(decimal("0.125"))).toEqual({ numerator: 1n, denominator: 8n });
    expect(fractionOf(decimal("8790"))).toEqual({ numerator: 8790n, denominator: 1n });
    expect(fraction(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(fraction(0n, 7n)).toEqual({ numerator: 0n, denominator: 1n });
    expect(() => fraction(1n, 0n)).toThrow();
  });

  it("is rounded half up from its exact value", () => {
    expect(halfUp(fraction(1n, 3n), 2)).toBe("0.33");
    expect(halfUp(fraction(1n, 200n), 2)).toBe("0.01");
    expect(halfUp(fraction(199n, 200n), 2)).toBe("1.00");
    expect(halfUp(fraction(5n, 2n), 0)).toBe("3");
    expect(() => halfUp(fraction(-1n, 2n), 2)).toThrow();
  });

  it("rounds every decimal as decimals are rounded", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (millionths) => {
        const value = new Decimal(millionths.toString()).div(1_000_000);
        expect(halfUp(fractionOf(value), 2)).toBe(value.toFixed(2, Decimal.ROUND_HALF_UP));
      }),
    );
  });

  it("is itself again, multiplied and divided by the same", () => {
    fc.assert(
      fc.property(whole, whole, whole, whole, (a, b, c, d) => {
        expect(over(times(fraction(a, b), fraction(c, d)), fraction(c, d))).toEqual(fraction(a, b));
      }),
    );
  });

  it("has denominators whose least common multiple both divide, below their product", () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const common = leastCommonMultiple(a, b);
        expect([common % a, common % b]).toEqual([0n, 0n]);
        expect(common).toBeLessThanOrEqual(a * b);
      }),
    );
  });
});
