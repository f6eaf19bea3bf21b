import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Activity, activity } from "../../shared/carbon/activity.ts";
import { benchmarkAllocation, historicAllocation } from "../../shared/carbon/allowance-formula.ts";
import { computeEmissions, reportingThreshold } from "../../shared/carbon/emissions.ts";
import { exposureOf, exposureRules } from "../../shared/carbon/exposure.ts";
import { activityKinds, kindRow, unitsOf } from "../../shared/carbon/kinds.ts";
import { offsetLimit, requiredTonnes, shortTonnes } from "../../shared/carbon/obligation.ts";
import { publishedFactorSets } from "../../shared/carbon/published-factor-sets.ts";
import { carbonRoundings, rounded } from "../../shared/carbon/rounding.ts";
import { Decimal, decimal, plain, sum } from "../../shared/kernel/decimal.ts";

const scaled = (places: number, max: number) => fc.nat({ max }).map((units) => plain(new Decimal(units).div(new Decimal(10).pow(places))));
const given = fc.constantFrom(...activityKinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    amount: scaled(6, 2_000_000_000),
    unit: fc.constantFrom(...unitsOf(kind)),
    direction: fc.constantFrom(...kindRow(kind).directions),
  }),
);
const activities = fc.array(given, { minLength: 1, maxLength: 8 }).map((list) => list.map((each) => activity.parse(each)));
const factors = fc.constantFrom(...publishedFactorSets);
const gridFactor = { tco2PerMwh: "0.5366", source: { zh: "公告", en: "notice" } };
const turned = (each: Activity): Activity => ({ ...each, direction: each.direction === "out" ? "in" : "out" });
const whole = fc.nat({ max: 1_000_000 }).map((tonnes) => new Decimal(tonnes));

describe("emissions, whatever is reported", () => {
  it("have totals that are the exact sums of their lines, and say when a line is missing", () => {
    fc.assert(
      fc.property(activities, factors, (list, set) => {
        const { lines, incomplete, ...totals } = computeEmissions({ factors: set, gridFactor, activities: list });
        for (const measure of ["tce", "tco2"] as const) {
          expect(plain(totals[measure])).toBe(plain(sum(lines.flatMap((line) => line[measure].amount ?? []))));
          expect(incomplete.includes(measure)).toBe(lines.some((line) => line[measure].reason !== undefined));
        }
      }),
    );
  });

  it("are amount x factor, so that any unit of a kind gives the same", () => {
    fc.assert(
      fc.property(given, factors, (each, set) => {
        const [line] = computeEmissions({ factors: set, gridFactor, activities: [activity.parse(each)] }).lines;
        for (const unit of unitsOf(each.kind)) {
          const [one, other] = [each.unit, unit].map(
            (of) =>
              computeEmissions({ factors: set, gridFactor, activities: [activity.parse({ ...each, unit: of, amount: "1000000" })] }).tce,
          );
          // A power of ten lies between two units.
          if (one && other && !one.isZero()) expect(plain(one.div(other).abs())).toMatch(/^(?:10*|0\.0*1)$/);
        }
        const { tcePerUnit } = line?.factor ?? {};
        const signed = decimal(each.amount).times(each.direction === "out" ? -1 : 1);
        if (tcePerUnit && unitsOf(each.kind)[0] === each.unit)
          expect(plain(line?.tce.amount ?? signed)).toBe(plain(signed.times(tcePerUnit)));
      }),
    );
  });

  it("of what leaves are those of what is used, negative", () => {
    fc.assert(
      fc.property(activities, factors, (list, set) => {
        const [as, against] = [list, list.map(turned)].map((each) => computeEmissions({ factors: set, gridFactor, activities: each }));
        expect(plain(as?.tce ?? new Decimal(1))).toBe(plain((against?.tce ?? new Decimal(2)).neg()));
        expect(plain(as?.tco2 ?? new Decimal(1))).toBe(plain((against?.tco2 ?? new Decimal(2)).neg()));
      }),
    );
  });

  it("grow with every amount that is used", () => {
    fc.assert(
      fc.property(activities, factors, scaled(3, 1_000_000), (list, set, more) => {
        const used = list.map((each): Activity => ({ ...each, direction: "in" }));
        const grown = used.map((each, index) => (index === 0 ? { ...each, amount: each.amount.plus(more) } : each));
        const [before, after] = [used, grown].map((each) => computeEmissions({ factors: set, gridFactor, activities: each }));
        expect(after?.tce.gte(before?.tce ?? 0)).toBe(true);
        expect(after?.tco2.gte(before?.tco2 ?? 0)).toBe(true);
      }),
    );
  });

  it("must be reported whenever the true standard coal reaches the threshold, unless it is not known whether it does", () => {
    const unknownFactor = scaled(4, 30_000);
    const near = fc
      .integer({ min: 5_400, max: 5_700 })
      .map((tonnes) => activity.parse({ kind: "raw-coal", amount: `${tonnes}`, unit: "t" }));
    fc.assert(
      fc.property(
        fc.oneof(
          activities,
          fc.tuple(near, activities).map(([coal, list]) => [coal, ...list]),
        ),
        factors,
        unknownFactor,
        (list, set, truth) => {
          const computed = computeEmissions({ factors: set, gridFactor, activities: list });
          const hidden = computed.lines.filter(({ tce, direction }) => tce.amount === undefined && direction === "in");
          const real = computed.tce.plus(sum(hidden.map(({ activity: { amount } }) => amount.times(truth))));
          if (real.gte(reportingThreshold)) expect(computed.mustReport).not.toBe(false);
          expect(computed.mustReport === true).toBe(computed.tce.gte(reportingThreshold));
          if (computed.mustReport === undefined) expect(hidden).not.toEqual([]);
        },
      ),
    );
  });
});

describe("allowances and obligations", () => {
  const by = fc.record({
    decimals: fc.nat({ max: 6 }),
    rounding: fc.constantFrom(...carbonRoundings),
    issueRounding: fc.constantFrom(...carbonRoundings),
  });
  const factor = scaled(4, 20_000).map(decimal);

  it("of a whole year by history are those of the benchmark method with the same factors, and grow with the days", () => {
    fc.assert(
      fc.property(whole, factor, factor, fc.integer({ min: 1, max: 365 }), by, (base, sector, market, days, rule) => {
        const terms = { baseTonnes: base, sectorCoefficient: sector, marketFactor: market, ofDays: 365 };
        const year = historicAllocation({ ...terms, normalDays: 365 }, rule);
        expect(year).toEqual(benchmarkAllocation([{ output: base, benchmark: sector, adjustment: market }], rule));
        expect(historicAllocation({ ...terms, normalDays: days }, rule).tonnes.lte(year.tonnes)).toBe(true);
        expect(year.issueTonnes).toEqual(rounded(year.tonnes, 0, rule.issueRounding));
      }),
    );
  });

  it("are whole tonnes, never less than what was emitted, and offsets never cover more than their share", () => {
    fc.assert(
      fc.property(scaled(6, 2_000_000_000), scaled(4, 10_000), whole, whole, (verified, share, allowances, offsets) => {
        const required = requiredTonnes(decimal(verified));
        const limit = offsetLimit(required, decimal(share));
        const { counted, short } = shortTonnes({ required, allowances, offsets, limit });
        expect([required.isInteger(), limit.isInteger(), required.minus(verified).lt(1), required.gte(verified)]).toEqual([
          true,
          true,
          true,
          true,
        ]);
        expect(limit.lte(required.times(share))).toBe(true);
        expect([short.gte(0), counted.plus(short).gte(required), counted.minus(allowances).lte(limit)]).toEqual([true, true, true]);
      }),
    );
  });

  it("have an exposure that grows with what is short and never passes its cap", () => {
    const rules = fc.constantFrom(...exposureRules);
    fc.assert(
      fc.property(rules, whole, whole, scaled(2, 20_000), (rule, one, more, average) => {
        const [less, all] = [one, one.plus(more)].map((short) => exposureOf(rule, short, decimal(average)));
        const [from, to, next] = [less?.fromCny, less?.toCny, all?.toCny].map((text) => decimal(text ?? "-1"));
        expect([from?.lte(to ?? -1), to?.lte(next ?? -1)]).toEqual([true, true]);
        if (rule.measure === "price" && rule.capCny !== undefined) expect(next?.lte(rule.capCny)).toBe(true);
      }),
    );
  });
});
