import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isConservative,
  type LineFigures,
  type StatedFigures,
  statedOf,
  verifiedFigures,
  yearsInARow,
} from "../../functions/carbon/verification/rules.ts";
import { decimal, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";

const amount = fc.integer({ min: -1_000_000, max: 9_000_000 }).map((each) => plain(decimal(String(each)).div(1000)));
const line = fc.record({ tce: fc.option(amount), tco2: amount });
/** A report whose sums are those of its lines; coal equivalent as far as it is known. */
const report: fc.Arbitrary<StatedFigures> = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => ({
  lines,
  tce: plain(sum(lines.map(({ tce }) => decimal(tce ?? "0")))),
  tco2: plain(sum(lines.map(({ tco2 }) => decimal(tco2)))),
}));
const change = fc.record({ place: fc.nat(), tco2: amount, tce: amount });
const changed = fc.tuple(report, fc.array(change, { maxLength: 4 })).map(([stated, changes]) => {
  const byLine = new Map(
    changes.map(({ place, tco2, tce }) => [(place % stated.lines.length) + 1, { tco2: decimal(tco2), tce: decimal(tce) }]),
  );
  return { stated, changes: [...byLine].map(([number, figures]): LineFigures => ({ line: number, ...figures })) };
});

describe("verified figures, whatever was reported and changed,", () => {
  it("are the sum of the lines, each with its new figure if it has one", () => {
    fc.assert(
      fc.property(changed, ({ stated, changes }) => {
        const figures = stated.lines.map(({ tce, tco2 }, index) => {
          const found = changes.find((each) => each.line === index + 1);
          return found ? { tce: found.tce ?? zero, tco2: found.tco2 } : { tce: decimal(tce ?? "0"), tco2: decimal(tco2 ?? "0") };
        });
        const verified = verifiedFigures(stated, changes);
        expect(plain(verified.tco2)).toBe(plain(sum(figures.map(({ tco2 }) => tco2))));
        expect(plain(verified.tce)).toBe(plain(sum(figures.map(({ tce }) => tce))));
      }),
    );
  });

  it("are never below what was reported where every change is conservative", () => {
    fc.assert(
      fc.property(changed, ({ stated, changes }) => {
        const conservative = changes.filter((each) => isConservative(each, required(statedOf(stated, each.line), "line")));
        expect(verifiedFigures(stated, conservative).tco2.gte(decimal(stated.tco2))).toBe(true);
      }),
    );
  });
});

describe("years of a verifier in a row", () => {
  const years = fc.uniqueArray(fc.integer({ min: 2020, max: 2030 }).map(String));
  it("are those around a year without a gap, itself included, however they are listed", () => {
    fc.assert(
      fc.property(years, fc.integer({ min: 2020, max: 2030 }).map(String), (had, year) => {
        const all = new Set([...had, year].map(Number));
        let [first, last] = [Number(year), Number(year)];
        while (all.has(first - 1)) first -= 1;
        while (all.has(last + 1)) last += 1;
        expect(yearsInARow(had, year)).toBe(last - first + 1);
        expect(yearsInARow([...had, ...had].reverse(), year)).toBe(last - first + 1);
      }),
    );
  });
});
