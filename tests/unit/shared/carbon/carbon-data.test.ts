import { describe, expect, it } from "vitest";
import { averageDays, dischargeMarket, exposureOf, exposureRule, type PriceRule } from "../../../../shared/carbon/exposure.ts";
import { emissionFactor, factorSet, isInForce } from "../../../../shared/carbon/factor-set.ts";
import { gridFactors } from "../../../../shared/carbon/grid-factors.ts";
import { allowance, allowanceTerm, offsetKind, offsetUnits } from "../../../../shared/carbon/instruments.ts";
import { activityKinds, kindRows, unitsOf } from "../../../../shared/carbon/kinds.ts";
import {
  entersMarket,
  entryThreshold,
  marketNames,
  marketOf,
  markets,
  reportDay,
  surrenderDay,
  vintageLastMonth,
} from "../../../../shared/carbon/markets.ts";
import { mrvRules } from "../../../../shared/carbon/mrv-rules.ts";
import { publishedFactorSets } from "../../../../shared/carbon/published-factor-sets.ts";
import { Decimal, decimal } from "../../../../shared/kernel/decimal.ts";
import { isInstrument } from "../../../../shared/ledger/instrument.ts";
import figures from "../../../fixtures/carbon.json" with { type: "json" };

const [older, newer] = publishedFactorSets;

describe("the published factor sets", () => {
  it.each(Object.entries(figures.factors))(
    "%s has exactly the published rows, which are calorific value x carbon x oxidation x 44/12",
    (name, rows) => {
      const set = publishedFactorSets.find(({ factorSetId }) => factorSetId === name);
      const fuels = set?.factors.filter(({ ncvGjPerUnit }) => ncvGjPerUnit !== undefined) ?? [];
      expect(fuels.map(({ kind }) => kind).toSorted()).toEqual(rows.map(({ kind }) => kind).toSorted());
      for (const { ncvGjPerUnit = "", carbonTcPerTj = "", oxidation = "", tco2PerUnit, tco2Published } of fuels) {
        const exact = decimal(ncvGjPerUnit).times(carbonTcPerTj).times(oxidation).times(44).div(12).div(1_000);
        const places = name === "inventory-2025" ? 6 : tco2Published === undefined ? 4 : 3;
        expect(tco2PerUnit).toBe(exact.toFixed(places));
      }
    },
  );

  it("have table values for standard coal, not calorific values divided by 29,307", () => {
    const coal = older?.factors.find(({ kind }) => kind === "raw-coal");
    expect(coal?.tcePerUnit).toBe("0.7143");
    expect(new Decimal("20.908").div("29.307").toFixed(4)).toBe("0.7134");
  });

  it("know every kind, and where they have no factor they have the reason", () => {
    for (const set of publishedFactorSets) {
      expect(set.factors.map(({ kind }) => kind)).toEqual(activityKinds);
      for (const { tcePerUnit, tceReason, tco2PerUnit, tco2Reason } of set.factors)
        expect([tcePerUnit === null, tco2PerUnit === null]).toEqual([tceReason !== undefined, tco2Reason !== undefined]);
    }
    expect(kindRows.map(({ kind }) => kind)).toEqual(activityKinds);
  });

  it("follow each other without a gap", () => {
    for (const year of ["2011", "2024", "2025", "2040"])
      expect(publishedFactorSets.filter((set) => isInForce(set, year))).toEqual([year < "2025" ? older : newer]);
  });

  it("are read strictly: a kind twice, a unit of another quantity and a factor with an exponent are refused", () => {
    const [row] = newer?.factors ?? [];
    const issues = (factors: unknown[]) => factorSet.safeParse({ ...newer, factors }).error?.issues.map(({ path }) => path.join("/"));
    expect(issues([row, row])).toEqual(["factors/1/kind"]);
    expect(issues([{ ...row, unit: "MWh" }])).toEqual(["factors/0/unit"]);
    expect(emissionFactor.safeParse({ ...row, tcePerUnit: "7e-1" }).success).toBe(false);
  });
});

describe("rows of carbon", () => {
  it("have a source in both languages", () => {
    const sourced = markets.flatMap((market) => [
      ...market.entry,
      ...[market.offset, market.obligation, market.reportBy, market.surrenderBy, market.mostVerifierYears, market.vintage],
    ]);
    for (const { source } of [...sourced, ...Object.values(mrvRules), ...gridFactors])
      expect(source).toEqual({ zh: expect.any(String), en: expect.any(String) });
  });

  it("have one grid factor of an area for each year", () => {
    for (const area of new Set(gridFactors.map((each) => each.area)))
      for (let year = 2015; year < 2030; year += 1) {
        const inForce = gridFactors.filter(
          (each) => each.area === area && each.fromYear <= `${year}` && (each.toYear ?? "9999") >= `${year}`,
        );
        expect(inForce.length).toBeLessThanOrEqual(1);
      }
  });

  it("state units of every kind, that of its factors first", () => {
    expect(activityKinds.map((kind) => unitsOf(kind).length)).toEqual(
      activityKinds.map((kind) => (["process", "recovered-co2"].includes(kind) ? 1 : 2)),
    );
    expect(unitsOf("heat")).toEqual(["GJ", "MJ"]);
  });
});

describe("markets", () => {
  const hubei = marketOf("hubei");
  it.each([
    ["2025", "4999.999", "12999.999", false],
    ["2025", "5000", "0", true],
    ["2025", "0", "13000", true],
    ["2027", "3000", "0", true],
    ["2027", "2999", "8000", true],
    ["2013", "100000", "100000", false],
    ["2014", "59999", "999999", false],
  ])("Hubei's of %s takes %s tce and %s tCO2: %s", (year, tce, tco2, enters) => {
    expect(entersMarket(hubei, year, { tce: decimal(tce), tco2: decimal(tco2) })).toBe(enters);
  });

  it("have thresholds by year, days of the following year and a last month for each vintage", () => {
    expect(entryThreshold(hubei, "2026")).toMatchObject({ fromYear: "2025", tce: "5000" });
    for (const name of marketNames) {
      const market = marketOf(name);
      expect(reportDay(market, "2026")).toBe("2027-03-31");
      expect(surrenderDay(market, "2026") > reportDay(market, "2026")).toBe(true);
      expect(isInstrument(allowance(name, "2026", vintageLastMonth(market, "2026")))).toBe(true);
    }
  });

  it("have instruments whose names are read back", () => {
    expect(allowanceTerm(allowance("hubei", "2026", "2027-12"))).toEqual({ market: "hubei", vintage: "2026", lastMonth: "2027-12" });
    expect([offsetKind(offsetUnits("CCER")), offsetKind("CNY"), allowanceTerm("offset/CCER")]).toEqual(["CCER", undefined, undefined]);
    expect(isInstrument(offsetUnits("CCER"))).toBe(true);
  });
});

describe("exposure", () => {
  it.each([
    ["national", "2024-04-30", "national-order-19"],
    ["national", "2024-05-01", "national-decree-775"],
    ["hubei", "2024-02-29", "hubei-2014"],
    ["hubei", "2024-03-01", "hubei-order-430"],
    ["shenzhen", "2026-06-30", "shenzhen"],
    [dischargeMarket, "2026-12-31", "discharge-decree-736"],
    [dischargeMarket, "2020-01-01", undefined],
    ["beijing", "2026-12-31", undefined],
  ])("in %s on %s follows %s", (market, day, ruleId) => {
    expect(exposureRule(market, day)?.ruleId).toBe(ruleId);
  });

  it.each([
    ["national", "1000", "62.36", "311800.00", "623600.00"],
    ["hubei", "1000", "62.36", "62360.00", "150000.00"],
    ["hubei", "10000", "62.36", "150000.00", "150000.00"],
    ["shenzhen", "100", "40.555", "12166.50", "12166.50"],
    [dischargeMarket, "0.001", undefined, "200000.00", "1000000.00"],
    [dischargeMarket, "0", undefined, "0.00", "0.00"],
  ])("in %s of %s t short at %s is %s to %s", (market, short, average, fromCny, toCny) => {
    const rule = exposureRule(market, "2026-12-31");
    expect(rule && exposureOf(rule, decimal(short), average === undefined ? undefined : decimal(average))).toMatchObject({
      fromCny,
      toCny,
    });
  });

  it("averages the calendar months before the deadline's, or the months that end the day before, as the rule says", () => {
    const national = exposureRule("national", "2026-12-31") as PriceRule;
    expect(averageDays(national, "2026-12-31")).toEqual({ from: "2026-11-01", until: "2026-11-30" });
    const rolling: PriceRule = { ...national, average: { months: 1, ending: "day-before" } };
    expect(averageDays(rolling, "2026-12-31")).toEqual({ from: "2026-11-30", until: "2026-12-30" });
    expect(averageDays(rolling, "2027-03-31")).toEqual({ from: "2027-02-28", until: "2027-03-30" });
    expect(averageDays({ ...national, average: { months: 6, ending: "calendar-month" } }, "2026-06-30")).toEqual({
      from: "2025-12-01",
      until: "2026-05-31",
    });
  });
});
