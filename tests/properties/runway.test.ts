import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RunwayInput, runway, type TermStock } from "../../functions/permits/runway/runway.ts";
import { Decimal, plain, sum, zero } from "../../shared/kernel/decimal.ts";

/** Months since January 2030 as `2030-01`. */
const month = (index: number) => `${2030 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
const count = 36;
const tonnes = fc.integer({ min: 0, max: 9_999 }).map((kilograms) => new Decimal(kilograms).div(1_000));
const term = fc
  .record({ first: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 1, max: 40 }), outstanding: tonnes, retired: tonnes })
  .map(({ first, length, ...stock }): TermStock => ({ firstMonth: month(first), lastMonth: month(first + length - 1), ...stock }));
const input = fc.record({ caps: fc.array(fc.option(tonnes), { minLength: 3, maxLength: 3 }), terms: fc.array(term), needs: tonnes }).map(
  ({ caps, ...given }): RunwayInput => ({
    ...{ ...given, from: month(0), months: count },
    capOfYear: new Map(caps.flatMap((cap, year) => (cap ? [[String(2030 + year), cap] as const] : []))),
  }),
);

describe("a runway", () => {
  it("divides each cap into what is issued, what is retired and what is free, or shows what is above it", () => {
    fc.assert(
      fc.property(input, (given) => {
        const { months } = runway(given);
        expect(months.map((each) => each.month)).toEqual(Array.from({ length: count }, (_, index) => month(index)));
        for (const { month, issued, retired, room } of months) {
          expect(room?.cap).toEqual(given.capOfYear.get(month.slice(0, 4)));
          if (!room) continue;
          expect(plain(issued.plus(retired).plus(room.free).minus(room.deficit))).toBe(plain(room.cap));
          expect([room.free.gte(0), room.deficit.gte(0), room.free.isZero() || room.deficit.isZero()]).toEqual([true, true, true]);
        }
      }),
    );
  });

  it("changes from month to month by what expires and what begins", () => {
    fc.assert(
      fc.property(input, (given) => {
        const { months } = runway(given);
        for (const [index, { issued, expiring }] of months.entries()) {
          const next = months[index + 1];
          if (!next) continue;
          const beginning = sum(given.terms.flatMap((each) => (each.firstMonth === next.month ? each.outstanding : [])));
          expect(plain(next.issued)).toBe(plain(issued.minus(expiring).plus(beginning)));
        }
      }),
    );
  });

  it("names the first month of a cap that has less room than the needs, and none if all have enough", () => {
    fc.assert(
      fc.property(input, (given) => {
        const { months, firstShortMonth } = runway(given);
        const enough = ({ room }: (typeof months)[number]) => !room || room.free.gte(given.needs);
        const at = months.findIndex((each) => each.month === firstShortMonth);
        const before = at < 0 ? months : months.slice(0, at);
        expect(before.every(enough)).toBe(true);
        expect(at < 0 || !months.slice(at, at + 1).every(enough)).toBe(true);
      }),
    );
  });

  it("without needs is short of nothing, however far above the cap", () => {
    fc.assert(
      fc.property(input, (given) => {
        expect(runway({ ...given, needs: zero }).firstShortMonth).toBeUndefined();
      }),
    );
  });
});
