import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capStanding, headroomChange } from "../../functions/permits/cap.ts";
import { startOfDay } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { Decimal, decimal, isMultiple, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import { type TransferData, transferFact } from "../../shared/ledger/contract.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { issuePermits, type PermitIssueRefusal, type PermitLot, returnPermits, tonneMonthsByYear } from "../../shared/permits/issue.ts";
import { splitByOffset } from "../../shared/permits/offset.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import { runs } from "../support/effort.ts";

/** Months since January 2026 as `2026-01`. */
const month = (index: number) => `${2026 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
const aMonth = fc.integer({ min: 0, max: 200 });
const tonnes = fc.bigInt({ min: 1n, max: 999_999_999_999_999n }).map((kilograms) => new Decimal(String(kilograms)).div(1000));
const aLot = fc
  .record({ first: aMonth, length: fc.integer({ min: 1, max: 90 }), tonnes })
  .map(({ first, length, tonnes }): PermitLot & { readonly length: number; readonly first: number } => ({
    ...{ pollutant: "COD", pool: "liangzi-lake", tonnes, first, length },
    ...{ firstMonth: month(first), lastMonth: month(first + length - 1) },
  }));

/** The postings of an entry. */
function postingsOf(fill: (entry: LedgerEntry<PermitIssueRefusal>) => void): TransferData["postings"] {
  const envelope = { factId: "f", occurredAt: "2026-01-01T00:00:00.000Z", actor: "a", parties: [], areas: ["420700"] };
  const entry = new LedgerEntry<PermitIssueRefusal>("Ledger", { ...envelope, cause: { kind: "test", reference: "test" } });
  fill(entry);
  return transferFact.data.parse(decodeFact(entry.writes()[0]?.write.Put?.Item ?? {}).data).postings;
}
const issuePostings = (lot: PermitLot) =>
  postingsOf((entry) => issuePermits(entry, { ...lot, from: `reserve:${lot.pool}`, to: "escrow:a" }));
const returnPostings = (lot: PermitLot, at: string) =>
  postingsOf((entry) => returnPermits(entry, { ...lot, from: "escrow:a", to: `reserve:${lot.pool}`, at }));
/** Sums of what is not zero, by a name of the posting. */
function sums(postings: TransferData["postings"], name: (posting: TransferData["postings"][number]) => string): Record<string, string> {
  const totals = Map.groupBy(postings, name);
  const entries = [...totals].map(([key, group]) => [key, sum(group.map(({ available }) => decimal(available)))] as const);
  return Object.fromEntries(entries.flatMap(([key, total]) => (total.isZero() ? [] : [[key, plain(total)]])));
}
const headroomOfCap = (postings: TransferData["postings"]) =>
  sum(postings.filter(({ account }) => account.startsWith("cap:")).map(({ available }) => decimal(available)));

describe("headroom of a term", () => {
  it("is tonnes times months, neither lost nor doubled between the years", () => {
    fc.assert(
      fc.property(aLot, (lot) => {
        const byYear = [...tonneMonthsByYear(lot)];
        expect(plain(sum(byYear.map(([, required]) => required)))).toBe(plain(lot.tonnes.times(lot.length)));
        for (const [year, required] of byYear) {
          expect(required.lte(lot.tonnes.times(12))).toBe(true);
          expect(year >= lot.firstMonth.slice(0, 4) && year <= lot.lastMonth.slice(0, 4)).toBe(true);
        }
      }),
    );
  });

  it("is all of the twelve months a cap gives when a permit of the cap's tonnes covers the year", () => {
    fc.assert(
      fc.property(tonnes, fc.integer({ min: 0, max: 9 }), (cap, year) => {
        const required = tonneMonthsByYear({ tonnes: cap, firstMonth: month(year * 12), lastMonth: month(year * 12 + 11) });
        expect([...required.values()].map(plain)).toEqual([plain(headroomChange(zero, cap))]);
      }),
    );
  });
});

describe("issue and return", () => {
  it("each leave the sum of every instrument as it was", () => {
    fc.assert(
      fc.property(aLot, aMonth, (lot, now) => {
        expect(sums(issuePostings(lot), ({ instrument }) => instrument)).toEqual({});
        expect(sums(returnPostings(lot, startOfDay(`${month(now)}-15`)), ({ instrument }) => instrument)).toEqual({});
      }),
    );
  });

  it("restore every position when the term has not begun", () => {
    fc.assert(
      fc.property(aLot, (lot) => {
        const lastInstantBefore = plusSeconds(startOfDay(`${lot.firstMonth}-01`), -0.001);
        const postings = [...issuePostings(lot), ...returnPostings(lot, lastInstantBefore)];
        expect(sums(postings, ({ account, instrument }) => `${account} ${instrument}`)).toEqual({});
      }),
    );
  });

  it("leave exactly the begun months consumed when the term has begun, and the reserve whole", () => {
    fc.assert(
      fc.property(aLot, fc.integer({ min: 0, max: 120 }), (lot, after) => {
        const postings = [...issuePostings(lot), ...returnPostings(lot, startOfDay(`${month(lot.first + after)}-01`))];
        const begun = Math.min(after + 1, lot.length);
        expect(plain(headroomOfCap(postings))).toBe(plain(lot.tonnes.times(-begun)));
        expect(sums(postings, ({ account }) => account)).not.toHaveProperty(["reserve:liangzi-lake"]);
        expect(sums(postings, ({ account }) => account)).not.toHaveProperty(["escrow:a"]);
      }),
    );
  });
});

describe("a cap", () => {
  it("has the same standing however many steps led to it", () => {
    fc.assert(
      fc.property(fc.array(tonnes, { minLength: 1, maxLength: 10 }), tonnes, (steps, taken) => {
        const position = steps.reduce((total, next, index) => total.plus(headroomChange(steps[index - 1] ?? zero, next)), taken.neg());
        const last = steps.at(-1) ?? zero;
        const { headroom, deficit, issued } = capStanding(last, position);
        expect(plain(issued)).toBe(plain(taken));
        expect(plain(headroom.minus(deficit))).toBe(plain(last.times(12).minus(taken)));
        expect(headroom.isZero() || deficit.isZero()).toBe(true);
        expect(headroom.gte(0) && deficit.gte(0)).toBe(true);
      }),
    );
  });
});

describe("the split at an offset ratio", () => {
  /** Ratios from 1 with up to six decimals, as millionths. */
  const ratio = fc.bigInt({ min: 1_000_000n, max: 9_999_999_999n });
  const kilograms = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });
  const scaled = (value: bigint, places: number) => new Decimal(String(value)).div(new Decimal(10).pow(places));

  it("adds up to the kilogram and delivers the exact quotient, rounded down", () => {
    fc.assert(
      fc.property(kilograms, ratio, (bought, millionths) => {
        const { delivered, retired } = splitByOffset(scaled(bought, 3), scaled(millionths, 6));
        expect(plain(delivered)).toBe(plain(scaled((bought * 1_000_000n) / millionths, 3)));
        expect(plain(delivered.plus(retired))).toBe(plain(scaled(bought, 3)));
        expect(retired.gte(0) && isMultiple(retired, decimal("0.001"))).toBe(true);
      }),
      { numRuns: runs(1_000) },
    );
  });

  it("delivers exactly the need when all of need times ratio was bought", () => {
    const needs = fc.bigInt({ min: 1n, max: 99_999_999n });
    fc.assert(
      fc.property(needs, ratio, (needed, millionths) => {
        // A ratio at which the quantity to buy is whole kilograms, as certification demands.
        const step = 1_000_000n;
        const whole = (needed * millionths) % step === 0n ? millionths : (millionths / step) * step;
        const tonnesToBuy = scaled(needed, 3).times(scaled(whole, 6));
        expect(plain(splitByOffset(tonnesToBuy, scaled(whole, 6)).delivered)).toBe(plain(scaled(needed, 3)));
      }),
    );
  });

  it("never delivers less for more", () => {
    fc.assert(
      fc.property(kilograms, kilograms, ratio, (a, b, millionths) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const delivered = (bought: bigint) => splitByOffset(scaled(bought, 3), scaled(millionths, 6)).delivered;
        expect(delivered(less).lte(delivered(more))).toBe(true);
      }),
    );
  });
});
