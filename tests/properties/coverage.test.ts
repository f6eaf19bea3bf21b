import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CoverageInput, coverageOf, paidTo, type Senior } from "../../functions/collateral/coverage/coverage-of.ts";
import { cureOf } from "../../functions/collateral/coverage/cure.ts";
import { fallen, reaches } from "../../functions/collateral/coverage/price-fall.ts";
import { type Decimal, decimal, plain, roundToFen, sum, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { runs } from "../support/effort.ts";

const thresholds = { watch: "1.5", marginCall: "1.25", breach: "1" };
const pledgeIds = ["a", "b", "c", "d"] as const;
const items = ["permit/COD/liangzi-lake", "permit/SO2/ezhou", "allowance/hubei"] as const;
const fen = (most: number) => fc.integer({ min: 0, max: most }).map((value) => decimal(String(value)).div(100));

/** Shares are exact to forty digits: what a division that never ends leaves behind is less than this. */
const nothing = decimal("0.000000000001");

/** Slices of some items, each with pledges in an order of payment of its own, as subordination may make it. */
const world = fc.record({
  prices: fc.tuple(fen(900_000), fen(900_000), fen(900_000)),
  secured: fc.tuple(fen(5_000_000), fen(5_000_000), fen(5_000_000), fen(5_000_000)),
  slices: fc.array(
    fc.record({
      item: fc.integer({ min: 0, max: 2 }),
      kilograms: fc.integer({ min: 1, max: 20_000 }),
      order: fc.shuffledSubarray([...pledgeIds], { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer Of> ? Of : never;

function valued({ slices, prices }: World) {
  return slices.map(({ item, kilograms, order }, place) => ({
    sliceId: String(place),
    order,
    value: roundToFen(required(prices[item], "price").mul(kilograms).div(1000)),
  }));
}

function seniorOf(of: World, pledgeId: (typeof pledgeIds)[number]): Senior {
  const secured = required(of.secured[pledgeIds.indexOf(pledgeId)], "amount");
  return { secured, slices: valued(of).filter(({ order }) => order.includes(pledgeId)) };
}

function inputOf(of: World, pledgeId: (typeof pledgeIds)[number]): CoverageInput {
  const own = valued(of).filter(({ order }) => order.includes(pledgeId));
  return {
    ...{ secured: seniorOf(of, pledgeId).secured, thresholds },
    slices: own.map(({ order, ...slice }) => ({ ...slice, seniors: order.slice(0, order.indexOf(pledgeId)) })),
    seniors: new Map(pledgeIds.map((each) => [each, seniorOf(of, each)])),
  };
}

/** What each pledge is paid out of a slice, in their order. */
function payments(of: World, slice: ReturnType<typeof valued>[number]): Decimal[] {
  let left = slice.value;
  return slice.order.map((pledgeId) => {
    const paid = paidTo(seniorOf(of, pledgeId), slice, left);
    left = left.minus(paid);
    return paid;
  });
}

describe("the coverage of pledges in rank", () => {
  it("pays seniors and juniors together never more than a slice is worth, and nobody more than it secures", () => {
    fc.assert(
      fc.property(world, (of) => {
        const paid = new Map<string, Decimal>();
        for (const slice of valued(of)) {
          const all = payments(of, slice);
          expect(sum(all).lte(slice.value.plus(nothing))).toBe(true);
          all.forEach((each, place) => {
            expect(each.gte(0)).toBe(true);
            const pledgeId = required(slice.order[place], "pledge");
            paid.set(pledgeId, (paid.get(pledgeId) ?? zero).plus(each));
          });
        }
        for (const pledgeId of pledgeIds) {
          const most = seniorOf(of, pledgeId).secured.plus(nothing);
          expect((paid.get(pledgeId) ?? zero).lte(most), pledgeId).toBe(true);
        }
      }),
      { numRuns: runs(2_000, 200) },
    );
  });

  it("never leaves a junior more of a slice than its senior leaves", () => {
    fc.assert(
      fc.property(world, (of) => {
        for (const slice of valued(of)) {
          const leftTo = slice.order.map((pledgeId, place) => {
            const alone: CoverageInput = { ...inputOf(of, pledgeId), slices: [{ ...slice, seniors: slice.order.slice(0, place) }] };
            return coverageOf(alone).left;
          });
          const paid = payments(of, slice);
          leftTo.slice(1).forEach((left, place) => {
            const ofSenior = required(leftTo[place], "senior");
            expect(left.lte(ofSenior)).toBe(true);
            expect(left.lte(ofSenior.minus(required(paid[place], "payment")).plus("0.01"))).toBe(true);
          });
        }
      }),
      { numRuns: runs(2_000, 200) },
    );
  });

  it("never falls when a price rises, to the last digit of its ratio", () => {
    const rise = fc.record({ item: fc.integer({ min: 0, max: 2 }), by: fen(200_000) });
    fc.assert(
      fc.property(world, rise, (of, { item, by }) => {
        const prices = of.prices.map((price, place) => (place === item ? price.plus(by) : price)) as unknown as World["prices"];
        const risen: World = { ...of, prices };
        for (const pledgeId of pledgeIds) {
          const [before, after] = [coverageOf(inputOf(of, pledgeId)), coverageOf(inputOf(risen, pledgeId))];
          expect(after.left.gte(before.left), pledgeId).toBe(true);
          if (before.ratio && after.ratio) expect(after.ratio.gte(before.ratio), pledgeId).toBe(true);
        }
      }),
      { numRuns: runs(5_000, 500) },
    );
  });

  it("is back at the line of watch after either cure, and not with less money", () => {
    const first = fc.record({ value: fen(10_000_000), secured: fen(5_000_000), price: fc.integer({ min: 1, max: 9_000 }) });
    fc.assert(
      fc.property(first, ({ value, secured, price }) => {
        const perUnit = decimal(String(price));
        const position = { account: "site:1", instrument: "permit/COD/liangzi-lake/2026-01/2030-12", perUnit };
        const cure = cureOf({ left: value, secured, thresholds }, [position]);
        const state = (left: Decimal, owed: Decimal) =>
          coverageOf({ secured: owed, thresholds, slices: [{ sliceId: "s", value: left, seniors: [] }], seniors: new Map() }).state;
        if (!cure) {
          expect(state(value, secured)).toBe("sound");
          return;
        }
        expect(state(value, secured)).not.toBe("sound");
        expect(state(value, secured.minus(cure.repayCny))).toBe("sound");
        expect(state(value, secured.minus(cure.repayCny).plus("0.01"))).not.toBe("sound");
        const added = required(cure.add, "what to add");
        expect(added.quantity.decimalPlaces()).toBeLessThanOrEqual(3);
        expect(state(value.plus(roundToFen(perUnit.mul(added.quantity))), secured)).toBe("sound");
      }),
      { numRuns: runs(2_000, 200) },
    );
  });

  it("falls by the percent exactly, and only where the fall is meant to be", () => {
    fc.assert(
      fc.property(fen(10_000_000), fc.integer({ min: 0, max: 10_000 }), (amount, hundredths) => {
        const percent = decimal(String(hundredths)).div(100);
        const after = decimal(fallen(plain(amount), { percent }));
        expect(plain(after)).toBe(plain(amount.minus(amount.mul(percent).div(100))));
      }),
    );
    const percent = decimal("20");
    const reached = (fall: object) => items.filter((item) => reaches({ percent, ...fall }, item));
    expect(reached({})).toEqual(items);
    expect(reached({ item: "permit/COD" })).toEqual([items[0]]);
    expect(reached({ item: "permit/CO" })).toEqual([]);
    expect(reached({ item: "permit" })).toEqual([items[0], items[1]]);
    expect(reached({ pollutant: "SO2" })).toEqual([items[1]]);
    expect(reached({ pollutant: "SO2", item: "permit/COD" })).toEqual([]);
    expect(reaches({ percent }, undefined)).toBe(true);
    expect(reaches({ percent, pollutant: "COD" }, undefined)).toBe(false);
  });
});
