import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buyBackAmount, monthsLeft } from "../../functions/surplus/buy-back-amount.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";

const term = { firstMonth: "2026-01", lastMonth: "2026-12" };

describe("the amount of a buy-back", () => {
  it("is half up to the fen", () => {
    expect(plain(buyBackAmount(decimal("0.12"), decimal("0.5"), 1))).toBe("0.01");
    expect(plain(buyBackAmount(decimal("0.11"), decimal("0.5"), 1))).toBe("0");
    expect(plain(buyBackAmount(decimal("4000"), decimal("2.5"), 60))).toBe("50000");
  });

  it("counts the months that have not begun, in city time", () => {
    expect(monthsLeft(term, "2025-11-01T00:00:00.000Z")).toBe(12);
    // The last second of December in Shanghai, and the first of January.
    expect(monthsLeft(term, "2025-12-31T15:59:59.999Z")).toBe(12);
    expect(monthsLeft(term, "2025-12-31T16:00:00.000Z")).toBe(11);
    expect(monthsLeft(term, "2026-11-30T15:59:59.999Z")).toBe(1);
    expect(monthsLeft(term, "2026-11-30T16:00:00.000Z")).toBe(0);
    expect(monthsLeft(term, "2027-06-01T00:00:00.000Z")).toBe(0);
  });

  it("differs from the exact quotient by at most half a fen", () => {
    const fen = fc.integer({ min: 1, max: 100_000_000 });
    fc.assert(
      fc.property(fen, fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 600 }), (price, kilograms, months) => {
        const amount = buyBackAmount(decimal(String(price)).div(100), decimal(String(kilograms)).div(1000), months);
        // In twelfths of a hundred-thousandth of a CNY, all numbers are whole.
        const exact = BigInt(price) * BigInt(kilograms) * BigInt(months);
        const rounded = BigInt(amount.times(100).toFixed(0)) * 12_000n;
        const difference = rounded - exact;
        expect(difference > -6_000n && difference <= 6_000n).toBe(true);
        expect(amount.decimalPlaces()).toBeLessThanOrEqual(2);
      }),
    );
  });
});
