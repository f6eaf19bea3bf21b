import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import {
  Decimal,
  decimal,
  decimalPattern,
  floorToKilogram,
  formatFen,
  isMultiple,
  plain,
  roundToFen,
  sum,
} from "../../shared/kernel/decimal.ts";
import { stripeOf } from "../../shared/kernel/ids.ts";

/** A decimal as `units` of 10^-places: fractions of bigints are what every result is compared with. */
const exact = fc.record({ units: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), places: fc.integer({ min: 0, max: 6 }) });
const positive = fc.record({ units: fc.bigInt({ min: 1n, max: 10n ** 18n }), places: fc.integer({ min: 0, max: 6 }) });

function text({ units, places }: { units: bigint; places: number }): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${units < 0n ? "-" : ""}${whole}${places === 0 ? "" : `.${digits.slice(-places)}`}`;
}

describe("decimals", () => {
  it("are read and written without losing a digit", () => {
    fc.assert(
      fc.property(exact, (value) => {
        const written = plain(decimal(text(value)));
        expect(written).toMatch(decimalPattern);
        expect(decimal(written).eq(text(value))).toBe(true);
        expect(written).not.toMatch(/e|\+|^-0$|\.\d*0$/i);
      }),
    );
  });

  it("multiply and add exactly as fractions of bigints do", () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        const product = decimal(text(a)).times(decimal(text(b)));
        expect(plain(product)).toBe(plain(decimal(text({ units: a.units * b.units, places: a.places + b.places }))));
        const scale = 10n ** BigInt(12);
        const units = (value: typeof a): bigint => (value.units * scale) / 10n ** BigInt(value.places);
        expect(plain(sum([decimal(text(a)), decimal(text(b))]))).toBe(plain(decimal(text({ units: units(a) + units(b), places: 12 }))));
      }),
    );
  });

  it("round to the fen half up, and down to whole kilograms", () => {
    fc.assert(
      fc.property(positive, (value) => {
        const scale = 10n ** BigInt(value.places);
        const halfUp = (value.units * 100n * 2n + scale) / (2n * scale);
        expect(formatFen(roundToFen(decimal(text(value))))).toBe(text({ units: halfUp, places: 2 }));
        expect(
          floorToKilogram(decimal(text(value)))
            .times(1000)
            .toFixed(),
        ).toBe(((value.units * 1000n) / scale).toString());
      }),
    );
  });

  it("know their multiples", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), positive, (times, step) => {
        expect(isMultiple(decimal(text(step)).times(times), decimal(text(step)))).toBe(true);
        expect(
          isMultiple(
            decimal(text(step))
              .times(times)
              .plus(decimal(text(step)).div(2)),
            decimal(text(step)),
          ),
        ).toBe(false);
      }),
    );
  });

  it.each(["1e3", "+1", " 1", "1 ", ".5", "5.", "01", "１", "0x10", "NaN", "Infinity", "", "1_000", "1,000"])(
    "refuse %j as no plain decimal",
    (written) => {
      expect(() => decimal(written)).toThrow(RangeError);
    },
  );
});

describe("canonical JSON", () => {
  it("is the same for the same value, whatever the order of its members, and parses back to it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }).filter(wholeNumbers)), (value) => {
        const shuffled = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("writes decimals as strings and refuses fractions, which have no single text", () => {
    expect(canonicalJson({ b: new Decimal("1.50"), a: [1, null, undefined].slice(0, 2) })).toBe('{"a":[1,null],"b":"1.5"}');
    expect(() => canonicalJson({ a: 0.1 })).toThrow();
  });
});

function wholeNumbers(value: unknown): boolean {
  return !JSON.stringify(value).match(/\d\.\d|\de|__proto__|-0(?![.\d])|\d{16,}/i);
}

describe("stripes", () => {
  it("are stable, in range and all used", () => {
    const used = new Set<number>();
    for (let key = 0; key < 2_000; key += 1) {
      const stripe = stripeOf(`key-${key}`, 16);
      expect(stripe).toBe(stripeOf(`key-${key}`, 16));
      used.add(stripe);
    }
    expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, stripe) => stripe));
  });
});
