import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, decimal, roundToFen } from "../../shared/kernel/decimal.ts";
import { averagePrice, daysOfMonth, monthBefore } from "../../shared/valuation/average-price.ts";
import { countingPrices, priceSources } from "../../shared/valuation/price-sources.ts";
import { type TradedVolume, volumeWeightedAverage } from "../../shared/valuation/volume-weighted-average.ts";

const traded = fc.record({
  volumeTonnes: fc.integer({ min: 1, max: 1_000_000_000 }).map((kilograms) => new Decimal(kilograms).div(1000)),
  priceCny: fc.integer({ min: 1, max: 1_000_000_000 }).map((millionths) => new Decimal(millionths).div(1_000_000)),
});
const days = fc.array(traded, { minLength: 1, maxLength: 31 });
const at = (priceCny: string, volumeTonnes: string): TradedVolume => ({ priceCny: decimal(priceCny), volumeTonnes: decimal(volumeTonnes) });
const text = (all: readonly TradedVolume[]) => volumeWeightedAverage(all)?.toFixed(2);

describe("the volume-weighted average", () => {
  it("is half up to the fen, from the exact quotient", () => {
    expect(text([at("60", "1"), at("60.01", "1")])).toBe("60.01");
    expect(text([at("60", "2"), at("60.01", "1")])).toBe("60.00");
    expect(text([at("62.36", "0.001")])).toBe("62.36");
  });

  it("is null where nothing was traded, and a price without volume does not enter it", () => {
    expect(volumeWeightedAverage([])).toBeNull();
    expect(volumeWeightedAverage([at("60", "0")])).toBeNull();
    expect(text([at("60", "0"), at("70", "5")])).toBe("70.00");
  });

  it("does not depend on the order of the days", () => {
    const shuffled = days.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(text(other)).toBe(text(all));
      }),
    );
  });

  it("does not depend on how a volume at one price is split", () => {
    const split = fc.tuple(days, traded, fc.integer({ min: 0, max: 1000 }));
    fc.assert(
      fc.property(split, ([all, one, share]) => {
        const part = one.volumeTonnes.times(share).div(1000);
        const parts = [part, one.volumeTonnes.minus(part)].map((volumeTonnes) => ({ ...one, volumeTonnes }));
        expect(text([...all, ...parts])).toBe(text([...all, one]));
      }),
    );
  });

  it("lies between the lowest and the highest price, to the fen, and differs from the exact quotient by half a fen at most", () => {
    fc.assert(
      fc.property(days, (all) => {
        const average = volumeWeightedAverage(all) as Decimal;
        const prices = all.map(({ priceCny }) => priceCny);
        expect(average.gte(roundToFen(Decimal.min(...prices))) && average.lte(roundToFen(Decimal.max(...prices)))).toBe(true);
        const volume = all.reduce((sum, each) => sum.plus(each.volumeTonnes), new Decimal(0));
        const value = all.reduce((sum, each) => sum.plus(each.volumeTonnes.times(each.priceCny)), new Decimal(0));
        const off = average.times(volume).minus(value).times(200);
        expect(off.lte(volume) && off.gt(volume.neg())).toBe(true);
      }),
    );
  });
});

describe("the days of an average", () => {
  it("are those of the calendar month, or of the month that ends the day before a date", () => {
    expect(daysOfMonth("2028-02")).toEqual({ from: "2028-02-01", until: "2028-02-29" });
    expect(monthBefore("2026-12-31")).toEqual({ from: "2026-11-30", until: "2026-12-30" });
    expect(monthBefore("2026-03-31")).toEqual({ from: "2026-02-28", until: "2026-03-30" });
    expect(monthBefore("2027-01-15")).toEqual({ from: "2026-12-15", until: "2027-01-14" });
    expect(monthBefore("2026-03-01")).toEqual(daysOfMonth("2026-02"));
  });
});

describe("the price of a day that counts", () => {
  const published = fc.record({
    date: fc.constantFrom("2026-02-26", "2026-02-27", "2026-03-01"),
    source: fc.constantFrom(...priceSources),
    version: fc.integer({ min: 1, max: 3 }),
  });
  const different = fc.uniqueArray(published, { selector: ({ date, source, version }) => `${date} ${source} ${version}` });

  it("is one of each day, the latest version of the first source, whatever the order", () => {
    const shuffled = different.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const counting = countingPrices(all);
        expect(countingPrices(other)).toEqual(counting);
        expect(counting.map(({ date }) => date)).toEqual([...new Set(all.map(({ date }) => date))].sort());
        for (const one of counting) {
          const sameDay = all.filter(({ date }) => date === one.date);
          const rank = Math.min(...sameDay.map(({ source }) => priceSources.indexOf(source)));
          const versions = sameDay.filter(({ source }) => source === priceSources[rank]).map(({ version }) => version);
          expect([one.source, one.version]).toEqual([priceSources[rank], Math.max(...versions)]);
        }
      }),
    );
  });

  it("is that of the exchange even where it says that nothing was traded", () => {
    const day = { date: "2026-02-27", version: 1 };
    const prices = [
      { ...day, source: "agency", ...at("60", "5") },
      { ...day, source: "exchange", ...at("61", "0") },
    ];
    expect(averagePrice(prices, daysOfMonth("2026-02"))).toMatchObject({ averageCny: null, days: 0 });
  });
});
