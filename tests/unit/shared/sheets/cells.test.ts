import fc from "fast-check";
import { expect, it } from "vitest";
import { formatOfCode, formatOfNumber } from "../../../../shared/sheets/number-formats.ts";
import { dayOfSerial } from "../../../../shared/sheets/serial-days.ts";
import { lostDigits, writtenNumber } from "../../../../shared/sheets/written-number.ts";

it("knows dates and percentages by the formats of spreadsheet programs, Chinese ones too", () => {
  const kinds = (codes: readonly string[]) => new Set(codes.map(formatOfCode));
  expect(kinds(["yyyy-mm-dd", "mmm-yy", 'yyyy"年"m"月"d"日"', "[$-804]yyyy年m月", "[h]:mm:ss", "d\\.m\\.yyyy;@"])).toEqual(
    new Set(["date"]),
  );
  expect(kinds(["0%", "0.00%;[Red]-0.00%"])).toEqual(new Set(["percent"]));
  const numbers = [
    "General",
    "G/通用格式",
    "0.00",
    "#,##0.000",
    '0.0"t/d"',
    "[Red]0.00;-0",
    "¥#,##0.00_);\\(0\\)",
    "@",
    "0.00E+00",
    '"days" 0',
    "\\d0",
  ];
  expect(kinds(numbers)).toEqual(new Set(["number"]));
  expect([0, 2, 4, 49, 14, 22, 31, 57, 9, 10].map(formatOfNumber)).toEqual([
    ...Array.from({ length: 4 }, () => "number"),
    ...Array.from({ length: 4 }, () => "date"),
    "percent",
    "percent",
  ]);
});

it("counts days as spreadsheets do, with the day of 1900 that never was, and gives times of day", () => {
  expect([1, 59, 60, 61, 46_082, 2_958_465, 0, -1, 2_958_466].map((serial) => dayOfSerial(serial, 1900))).toEqual([
    "1900-01-01",
    "1900-02-28",
    undefined,
    "1900-03-01",
    "2026-03-01",
    "9999-12-31",
    undefined,
    undefined,
    undefined,
  ]);
  expect([0, 44_620, 2_957_003, 2_957_004].map((serial) => dayOfSerial(serial, 1904))).toEqual([
    "1904-01-01",
    "2026-03-01",
    "9999-12-31",
    undefined,
  ]);
  expect([46_082.5, 46_081.9999999, 46_082.354166666664].map((serial) => dayOfSerial(serial, 1900))).toEqual([
    "2026-03-01 12:00:00",
    "2026-03-01",
    "2026-03-01 08:30:00",
  ]);
});

it("names the same day in both date systems, 1,462 apart", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_463, max: 2_958_465 }), (serial) => dayOfSerial(serial, 1900) === dayOfSerial(serial - 1_462, 1904)),
  );
});

it("gives a decimal of up to 15 digits back however a program writes its double", () => {
  const typed = fc
    .tuple(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), fc.integer({ min: 0, max: 8 }))
    .map(([digits, places]) => {
      const text = `${digits < 0n ? -digits : digits}`.padStart(places + 1, "0");
      const plain = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`.replace(/\.?0+$/, "");
      return digits < 0n ? `-${plain}` : plain;
    });
  fc.assert(
    fc.property(typed, (text) => {
      const double = Number(text);
      // As typed, as JavaScript and LibreOffice write it, and with the 17 digits of Excel.
      for (const written of [text, `${double}`, double.toPrecision(17), double.toExponential(16).toUpperCase()])
        expect(writtenNumber(written)).toBe(text);
    }),
  );
});

it("reads no number from anything else, and tells digits that were lost", () => {
  expect(["", "x", "1,000", "1e9999", "Infinity", "0x10", "1.", ".5", "+1", " 1", "１"].map(writtenNumber)).toEqual(
    Array(11).fill(undefined),
  );
  expect(["2.2999999999999998", "0.30000000000000004", "1.5E3", "-0", "1E-7"].map(writtenNumber)).toEqual([
    "2.3",
    "0.3",
    "1500",
    "0",
    "0.0000001",
  ]);
  expect(["25422000000012300000", "1234567890123456"].map((text) => lostDigits(text))).toEqual([true, true]);
  expect(["123456789012345", "-123456789012345.5", "0.1234567890123456"].map(lostDigits)).toEqual([false, false, false]);
});
