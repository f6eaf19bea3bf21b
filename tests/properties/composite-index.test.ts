import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal } from "../../shared/kernel/decimal.ts";
import { type Basket, type BasketItem, compositeIndex, type PricedPeriod } from "../../shared/valuation/composite-index.ts";
import { periodAfter } from "../../shared/valuation/price-periods.ts";

const fen = fc.integer({ min: 1, max: 10_000_000 }).map((value) => new Decimal(value).div(100));
const millionths = fc.integer({ min: 1, max: 1_000_000_000 }).map((value) => new Decimal(value).div(1_000_000));
const ids = ["COD", "NH3-N", "SO2", "NOx", "hubei"];
const items: fc.Arbitrary<readonly BasketItem[]> = fc
  .uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: ids.length })
  .chain((names) => fc.tuple(...names.map((id) => fc.record({ id: fc.constant(id), weight: millionths, basePrice: fen }))));

/** Quarters from 2025 on, in each of which some items have a price. */
const periods: fc.Arbitrary<readonly PricedPeriod[]> = fc
  .array(fc.dictionary(fc.constantFrom(...ids), fen), { minLength: 1, maxLength: 8 })
  .map((rows) => {
    let period = "2024-Q4";
    return rows.map((prices) => {
      period = periodAfter(period);
      return { period, prices: new Map(Object.entries(prices)) };
    });
  });
const series = fc.record({ items, periods });
const from = (basket: readonly BasketItem[], period = "2024-Q4"): Basket => ({ period, items: basket });

/** What is published of each point, items by name. */
function published(baskets: readonly Basket[], priced: readonly PricedPeriod[]) {
  return compositeIndex(baskets, priced).map(({ period, composite, items: each, carriedForward }) => ({
    ...{ period, composite, carriedForward: [...carriedForward].sort() },
    items: Object.fromEntries(each.map(({ id, index }) => [id, index])),
  }));
}

describe("the composite index", () => {
  it("does not depend on the scale of the weights", () => {
    fc.assert(
      fc.property(series, millionths, (given, factor) => {
        const scaled = given.items.map((item) => ({ ...item, weight: item.weight.mul(factor) }));
        expect(published([from(scaled)], given.periods)).toEqual(published([from(given.items)], given.periods));
      }),
    );
  });

  it("does not depend on the scale of an item's prices", () => {
    fc.assert(
      fc.property(series, millionths, (given, factor) => {
        const scaled = given.items.map((item) => ({ ...item, basePrice: item.basePrice.mul(factor) }));
        const priced = given.periods.map(({ period, prices }) => ({
          period,
          prices: new Map([...prices].map(([id, value]) => [id, value.mul(factor)])),
        }));
        expect(published([from(scaled)], priced)).toEqual(published([from(given.items)], given.periods));
      }),
    );
  });

  it("is 100 where all prices are those of the base period, or none is known", () => {
    fc.assert(
      fc.property(series, fc.boolean(), (given, known) => {
        const prices = new Map(known ? given.items.map(({ id, basePrice }) => [id, basePrice] as const) : []);
        const points = published(
          [from(given.items)],
          given.periods.map(({ period }) => ({ period, prices })),
        );
        for (const { composite, items: each } of points) expect(new Set([composite, ...Object.values(each)])).toEqual(new Set(["100.00"]));
      }),
    );
  });

  it("does not depend on the order of the items", () => {
    const shuffled = series.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray([...given.items], { minLength: given.items.length })),
    );
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(published([from(other)], given.periods)).toEqual(published([from(given.items)], given.periods));
      }),
    );
  });

  it("is changed by no link to the basket as its values have become", () => {
    fc.assert(
      fc.property(series, fc.nat(), (given, choice) => {
        const place = choice % given.periods.length;
        const known = new Map(given.items.map(({ id, basePrice }) => [id, basePrice]));
        for (const { prices } of given.periods.slice(0, place + 1)) for (const [id, price] of prices) known.set(id, price);
        // Shares of value move with prices: what holds them where the basket is linked is the same basket.
        const moved = given.items.map(({ id, weight, basePrice }) => {
          const price = known.get(id) ?? basePrice;
          return { id, weight: weight.mul(price).mul(commonMultipleOf(given.items)).div(basePrice), basePrice: price };
        });
        const period = given.periods[place]?.period ?? "";
        expect(published([from(given.items), from(moved, period)], given.periods).map(withoutMarks)).toEqual(
          published([from(given.items)], given.periods).map(withoutMarks),
        );
      }),
    );
  });

  it("lies between the lowest and the highest index of its items", () => {
    fc.assert(
      fc.property(series, (given) => {
        for (const { composite, items: each } of published([from(given.items)], given.periods)) {
          const indexes = Object.values(each).map((index) => new Decimal(index));
          expect(Decimal.min(...indexes).lte(composite)).toBe(true);
          expect(Decimal.max(...indexes).gte(composite)).toBe(true);
        }
      }),
    );
  });

  it("marks exactly the items without a price of the period", () => {
    fc.assert(
      fc.property(series, (given) => {
        const marks = published([from(given.items)], given.periods).map((point) => point.carriedForward);
        const missing = given.periods.map(({ prices }) =>
          given.items
            .map(({ id }) => id)
            .filter((id) => !prices.has(id))
            .sort(),
        );
        expect(marks).toEqual(missing);
      }),
    );
  });
});

/** A link makes known prices those of its period, which changes no figure. */
function withoutMarks({ carriedForward: _, ...point }: ReturnType<typeof published>[number]) {
  return point;
}

/** A product of all base prices: divided by any of them it is whole. */
function commonMultipleOf(basket: readonly BasketItem[]): Decimal {
  return basket.reduce((product, { basePrice }) => product.mul(basePrice.mul(100)), new Decimal(1));
}
