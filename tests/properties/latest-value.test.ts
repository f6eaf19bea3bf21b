import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Holding } from "../../functions/valuation/values/store.ts";
import { valueBy } from "../../functions/valuation/values/value.ts";
import { valueItem } from "../../functions/valuation/values/value-rows.ts";
import { isOver, valuesOfHoldings } from "../../functions/valuation/values/values-of-holdings.ts";
import { monthOfDay, plusDays } from "../../shared/kernel/calendar.ts";
import { Decimal, decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Item } from "../../shared/store/client.ts";
import type { BaselinePrice } from "../../shared/valuation/baseline-price.ts";
import { priceOnDay } from "../../shared/valuation/price-on-day.ts";
import { runs } from "../support/effort.ts";

const item = "permit/COD/liangzi-lake";
const instrument = `${item}/2024-01/2028-12`;
const start = "2026-01-15";

/** What happens after some days: a price counts from some days before or after, or more is held. */
const event = fc.record({
  // Most follow each other within a month: then their order is all that tells them apart.
  after: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 4 }) }, fc.integer({ min: 5, max: 40 })),
  what: fc.oneof(
    fc.record({
      area: fc.constantFrom("420700", "420704", "420703"),
      from: fc.integer({ min: -15, max: 15 }),
      cny: fc.integer({ min: 1, max: 9 }),
    }),
    fc.constant("entry" as const),
  ),
});

describe("of all values of a position, the one that comes last", () => {
  it("has the latest entry and the price in force, whatever was published, moved and begun before", () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), (events) => {
        const prices: BaselinePrice[] = [];
        const rows = new Map<string, Item>();
        let holding: Holding = {
          ...{ account: "site:1", instrument, quantity: decimal("10"), entries: 1, area: "420704", readOn: start },
        };
        let today = start;
        const revalue = (days: readonly string[], only?: BaselinePrice): void => {
          for (const row of valuesOfHoldings([holding], { prices, days, only }).rows) rows.set(required(row.sk?.S, "key"), row);
        };
        /** A day later: prices that count from now on, and the month that has begun. */
        const dayPasses = (): void => {
          today = plusDays(today, 1);
          for (const price of prices) if (price.effectiveOn === today) revalue([today], price);
          if (today.endsWith("-01")) revalue([today]);
        };
        for (const { after, what } of events) {
          for (let passed = 0; passed < after; passed += 1) dayPasses();
          if (what === "entry") {
            holding = { ...holding, entries: holding.entries + 1, quantity: new Decimal(holding.entries), readOn: today };
            revalue([today]);
            continue;
          }
          const effectiveOn = plusDays(today, what.from);
          const same = prices.filter(({ area, period }) => area === what.area && period === effectiveOn);
          const price = { item, area: what.area, period: effectiveOn, effectiveOn, version: same.length + 1, pricedMonths: 60 };
          prices.push({ ...price, priceCny: String(what.cny) });
          if (effectiveOn <= today) revalue([today], prices.at(-1));
        }
        const last = [...rows.keys()].sort().at(-1);
        const inForce = priceOnDay(prices, holding.area, today);
        expect(last !== undefined).toBe(inForce !== undefined);
        if (last === undefined || !inForce) return;
        const { asOf, ...found } = required(rows.get(last), "row");
        const expected = valueItem(holding, valueBy(holding, { price: inForce.price, asOf: `${monthOfDay(today)}-01` }));
        // A price for a larger area that has begun to count since dates no value anew.
        const { asOf: _, sk: _key, ...same } = expected;
        expect({ ...found, sk: undefined }).toEqual({ ...same, sk: undefined });
        expect(asOf?.S?.slice(0, 7)).toBe(monthOfDay(today));
      }),
      { numRuns: runs(4_000) },
    );
  });
});

describe("a holding", () => {
  it("leaves the lists a whole month after its term has ended", () => {
    expect(isOver({ instrument: "permit/COD/liangzi-lake/2026-01/2026-03" }, "2026-04-01")).toBe(false);
    expect(isOver({ instrument: "permit/COD/liangzi-lake/2026-01/2026-03" }, "2026-05-01")).toBe(true);
    expect(isOver({ instrument: "allowance/hubei/2026/2026-03" }, "2026-05-01")).toBe(true);
    expect(isOver({ instrument: "offset/forestry" }, "2026-05-01")).toBe(false);
  });
});
