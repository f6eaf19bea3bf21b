import { beforeAll, describe, expect, it } from "vitest";
import { openMonths } from "../../functions/carbon/months/open-months.ts";
import type { FactorSet } from "../../shared/carbon/factor-set.ts";
import { publishedFactorSets } from "../../shared/carbon/published-factor-sets.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import figures from "../fixtures/carbon.json" with { type: "json" };
import { type CarbonOffice, type Entity, openCarbonOffice } from "../support/carbon-office.ts";

const line = (kind: string, amount: string, unit: string, more: object = {}) => ({ kind, amount, unit, ...more });
const bill = (number: string, more: object = {}) => ({ number, seller: "Grid", month: "2025-03", amount: "10", unit: "MWh", ...more });

/** The codes of faults and where they are, as `code at pointer`. */
function places(problem: Record<string, unknown>): readonly string[] {
  return (problem.faults as { code: string; pointer: string }[]).map(({ code, pointer }) => `${code} at ${pointer}`);
}

describe("the values of an annual report", () => {
  let office: CarbonOffice;
  beforeAll(async () => {
    office = await openCarbonOffice();
  });
  const nothingStored = async ({ subject, reportId }: Entity) =>
    expect((await office.ask({ as: subject, method: "GET", path: `/carbon/reports/${reportId}` })).status).toBe(404);

  it.each([
    ...figures.thresholds.map(({ activity, ...rest }) => ({ ...rest, lines: [activity] })),
    { ...figures.mixed, lines: figures.mixed.activities, mustReport: true },
  ])("reach the threshold of 4,000 tce exactly: $tce", async ({ lines, tce, mustReport }) => {
    const entity = await office.entity({ years: ["2024"] });
    const drafted = await office.done(office.draft(entity, { lines }));
    expect(drafted).toMatchObject({ tce, mustReport, computed: { factorSetId: "inventory-2011", thresholdTce: "4000" } });
    expect(JSON.stringify(drafted.computed)).toContain("当量值");
  });

  it("are computed by the factors in force for the year, six decimals since 2025 and four before, and never by others", async () => {
    const entity = await office.entity({ years: ["2025", "2024"] });
    const values = { lines: [line("gasoline", "1", "t"), line("natural-gas", "10000", "m3"), line("recovered-co2", "0.5", "tCO2")] };
    const later = await office.done(office.draft(entity, values));
    expect(later).toMatchObject({
      tco2: "24.046944",
      computed: { lines: [{ tco2: "2.925056" }, { tco2: "21.621888" }, { tco2: "-0.5" }] },
    });
    const sets = figures.factors;
    for (const [year, published] of [
      ["2025", sets["inventory-2025"]],
      ["2024", sets["inventory-2011"]],
    ] as const) {
      const every = published.map(({ kind, unit }) => line(kind, "1", unit));
      const { computed } = await office.done(office.draft({ ...entity, reportId: `${entity.partyId}.${year}` }, { lines: every }));
      const factors = (computed as { lines: { tco2: string }[] }).lines.map(({ tco2 }) => tco2);
      expect(factors).toEqual(published.map(({ tco2PerUnit }) => plain(decimal(tco2PerUnit))));
    }
    const earlier = { ...entity, reportId: `${entity.partyId}.2024` };
    const refusal = await office.refused(office.draft(earlier, values, { factorSetId: "inventory-2025" }));
    expect(refusal).toMatchObject({ code: "factor-set-not-in-force", inForce: "inventory-2011", year: "2024" });
    expect(await office.done(office.draft(earlier, values, { factorSetId: "inventory-2011" }))).toMatchObject({ tco2: "24.0471" });
  });

  it("are refused for everything that is wrong at once, each with its place and what is expected, and nothing is stored", async () => {
    const entity = await office.entity();
    const refusal = await office.refused(
      office.draft(entity, {
        lines: [
          line("diesel", "20", "MWh"),
          line("diesel", "5", "t", { direction: "out" }),
          line("electricity", "100", "MWh", {
            invoices: [bill("A 1"), bill("a１"), bill("B", { month: "2026-03" }), bill("C", { month: "2024-12" })],
          }),
          line("electricity", "150", "MWh", { direction: "out" }),
          line("electricity", "1", "MWh"),
        ],
        generated: [line("electricity", "20", "MWh")],
        productionDays: 366,
        outputs: [1, 2].map((amount) => ({ product: "paper", amount: String(amount), unit: "t" })),
      }),
    );
    expect(refusal).toMatchObject({ code: "report-values-refused", refused: 9 });
    expect(places(refusal)).toEqual([
      "unit-unsuited at /lines/0/unit",
      "direction-unsuited at /lines/1/direction",
      "kind-twice at /lines/4",
      "invoice-twice at /lines/2/invoices/1",
      "month-in-future at /lines/2/invoices/2/month",
      "month-outside-year at /lines/2/invoices/3/month",
      "output-twice at /outputs/1",
      "days-beyond-year at /productionDays",
      "export-above-supply at /lines/3/amount",
    ]);
    expect(refusal.faults).toMatchObject([
      { line: 1, found: "MWh", expected: { en: "a unit of diesel: t, kg" } },
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      { found: "150 MWh" },
    ]);
    await nothingStored(entity);
  });

  it("count own generation towards what is exported only of an entity that is listed with it", async () => {
    const values = {
      lines: [line("electricity", "100", "MWh"), line("electricity", "150", "MWh", { direction: "out" })],
      generated: [line("electricity", "60", "MWh")],
    };
    const entity = await office.entity();
    const refusal = await office.refused(office.draft(entity, values));
    expect(places(refusal)).toEqual(["export-above-supply at /lines/1/amount"]);
    await nothingStored(entity);
    const body = {
      ...{ market: "hubei", sector: "造纸", generates: true, documentNumber: "EZ-2" },
      correction: { version: 1, reason: "a boiler drives a turbine" },
    };
    await office.done({ as: office.bureau, method: "PUT", path: `/carbon/entities/${entity.partyId}/years/2025`, body });
    expect(await office.done(office.draft(entity, values))).toMatchObject({ state: "draft" });
  });

  it("are refused before anything is stored where they are longer than what is kept as one", async () => {
    const entity = await office.entity();
    const invoices = (kind: string) => Array.from({ length: 24 }, (_, at) => bill(`${kind}${at}`, { unit: "t", seller: "号".repeat(199) }));
    const kinds = [
      "bituminous-coal",
      "lignite",
      "coke",
      "crude-oil",
      "fuel-oil",
      "gasoline",
      "diesel",
      "lpg",
      "lng",
      "petroleum-coke",
      "kerosene",
    ];
    const lines = kinds.map((kind) => line(kind, "1", "t", { invoices: invoices(kind) }));
    expect(places(await office.refused(office.draft(entity, { lines })))).toEqual(["too-large at "]);
    await nothingStored(entity);
  });

  describe("of a year after an accepted one", () => {
    let entity: Entity;
    beforeAll(async () => {
      entity = await office.entity({ years: ["2024", "2025"] });
      const lines = [
        line("natural-gas", "800000", "m3"),
        line("diesel", "20", "t"),
        line("electricity", "100", "MWh", { invoices: [bill("E-1", { month: "2024-12" })] }),
      ];
      await office.accepted(entity, { lines, outputs: [{ product: "paper", amount: "100", unit: "t" }] });
      entity = { ...entity, reportId: `${entity.partyId}.2025` };
    });
    const draft = (gas: object, diesel: object, more: object = {}) => {
      const lines = [line("natural-gas", "80", "10k-m3", gas), line("diesel", "20", "t", diesel), line("electricity", "100", "MWh")];
      return office.draft(entity, { lines, ...more });
    };

    it("are caught where ten thousand cubic metres were given as cubic metres", async () => {
      const refusal = await office.refused(draft({ unit: "m3" }, {}));
      expect(refusal).toMatchObject({
        faults: [{ code: "unit-suspect", found: "80 m3", expected: { en: expect.stringContaining("80 10k-m3") } }],
      });
      await nothingStored(entity);
    });

    it("are compared with last year's report also while that is corrected", async () => {
      const last = { ...entity, reportId: `${entity.partyId}.2024` };
      await office.done(office.reopening(last));
      const suspected = async () => (await office.refused(draft({ unit: "m3" }, {}))).faults;
      expect(await suspected()).toMatchObject([{ code: "unit-suspect" }]);
      await office.done(office.draft(last, { lines: [line("diesel", "20", "t")] }, { correction: "no gas" }));
      expect(await suspected()).toMatchObject([{ code: "unit-suspect" }]);
    });

    it("need an explanation for a product that is new, also where it is an old one in another unit", async () => {
      const { findings } = await office.done(draft({}, {}, { outputs: [{ product: "paper", amount: "100", unit: "kt" }] }));
      expect(places({ faults: findings })).toEqual(["jump-unexplained at /outputs/0/amount"]);
    });

    it("need an explanation for a jump, a fuel that is gone, no output and an invoice of another year before they are submitted", async () => {
      const lines = [line("natural-gas", "104.000001", "10k-m3"), line("electricity", "130", "MWh", { invoices: [bill("e-1")] })];
      const outputs = [{ product: "paper", amount: "0", unit: "t" }];
      const drafted = await office.done(office.draft(entity, { lines, outputs }));
      const asked = [
        "jump-unexplained at /lines/0/amount",
        "jump-unexplained at /outputs/0/amount",
        "line-missing at /lines",
        "invoice-elsewhere at /lines/1/invoices/0",
        "output-zero at /outputs/0/amount",
      ];
      expect(places({ faults: drafted.findings })).toEqual(asked);
      const refusal = await office.refused(office.submission(entity));
      expect(refusal).toMatchObject({ code: "report-values-refused", refused: 5 });
      expect(places(refusal)).toEqual(asked);
      const why = { explanation: "a boiler was replaced" };
      await office.done(draft({ amount: "104.000001", ...why }, { amount: "0", ...why }, { outputs: [{ ...outputs[0], ...why }] }));
      expect(await office.done(office.submission(entity))).toMatchObject({ state: "submitted" });
    });
  });

  it("without a factor in the set, or below zero, stay a draft", async () => {
    const entity = await office.entity();
    const lines = [line("raw-coal", "5600", "t"), line("recovered-co2", "1", "tCO2")];
    expect(await office.done(office.draft(entity, { lines }))).toMatchObject({ tce: "4000.08", computed: { tco2Complete: false } });
    expect(places(await office.refused(office.submission(entity)))).toEqual(["no-factor at /lines/0/kind", "below-zero at /lines"]);
  });

  it("are kept for a correction with the factors that the first version named, and changed where that set was wrong", async () => {
    const entity = await office.entity({ years: ["2023"] });
    const values = { lines: [line("diesel", "10", "t")] };
    await office.accepted(entity, values);
    await office.done(office.reopening(entity));
    expect(await office.refused(office.draft(entity, values))).toMatchObject({ code: "version-needs-correction", corrects: 1 });
    const correction = { correction: "the tank was measured again" };
    expect(await office.refused(office.draft(entity, values, { ...correction, factorSetId: "inventory-2025" }))).toMatchObject({
      code: "factor-set-not-in-force",
    });
    const second = await office.done(office.draft(entity, { lines: [line("diesel", "11", "t")] }, correction));
    expect(second).toMatchObject({
      reportVersion: 2,
      corrects: 1,
      tco2: "34.0549",
      computed: { factorSetId: "inventory-2011", factorSetVersion: 1 },
    });
    const first = await office.ask({ as: entity.subject, method: "GET", path: `/carbon/reports/${entity.reportId}?version=1` });
    expect(first.body).toMatchObject({ shownVersion: 1, values: { lines: [{ amount: "10" }] } });
    const { factorSetId, factors, ...set } = publishedFactorSets.find((each) => each.factorSetId === "inventory-2011") as FactorSet;
    const right = factors.map((each) => (each.kind === "diesel" ? { ...each, tco2PerUnit: "3.1" } : each));
    const body = {
      ...set,
      factors: right,
      area: "420700",
      grid: "national",
      documentNumber: "EZ-2",
      correction: { version: 1, reason: "wrong" },
    };
    const waiting = await office.entity({ years: ["2023"] });
    expect(await office.done(office.draft(waiting, values))).toMatchObject({ tco2: "30.959" });
    await office.done({ as: office.bureau, method: "PUT", path: `/carbon/factor-sets/${factorSetId}`, body });
    // Drafted with the wrong set, submitted with the right one.
    const submitted = await office.done(office.submission(waiting));
    expect(submitted).toMatchObject({ tco2: "31", computed: { factorSetVersion: 2, tco2: "31" } });
    const third = await office.done(office.draft(entity, { lines: [line("diesel", "11", "t")] }, correction));
    expect(third).toMatchObject({ tco2: "34.1", reportVersion: 2, computed: { factorSetVersion: 2 } });
  });

  it("agree with the twelve months of the year line by line, and the months stand as long as the report does", async () => {
    const entity = await office.entity({ years: ["2024"] });
    const { own } = office.ports;
    const of = { partyId: entity.partyId, year: "2024" };
    const [plan, activity] = [
      required(await own.controlPlan(of, 1), "plan"),
      { activity: "x", meter: "M1", conservative: false, attachments: [] },
    ];
    const opened = openMonths(own, plan);
    await commit(office.engine.dynamo, opened);
    const kinds = [
      ["diesel", "t", "1.5"],
      ["electricity", "kWh", "1000"],
    ] as const;
    const stored = kinds.map(([kind, unit, amount]) => ({ ...activity, kind, unit, amount, direction: "in" }));
    const [first, ...others] = await own.months(of);
    const returned = { ...required(first, "January"), values: stored, state: "returned", version: 2 } as const;
    await commit(office.engine.dynamo, own.monthPuts(returned));
    await office.done(office.draft(entity, { lines: [line("diesel", "1.5", "t"), line("electricity", "1", "MWh")] }));
    const incomplete = await office.refused(office.submission(entity));
    // What was returned or is not there at all can't be what a report rests on, although the sums agree.
    expect(incomplete).toMatchObject({ code: "report-values-refused", refused: 12 });
    expect(incomplete.faults).toMatchObject([{ code: "month-not-stored", found: "2024-01 returned" }, ...Array(11).fill({})]);
    expect(await own.monthsOfYear(of)).toMatchObject({ closed: false });
    await commit(office.engine.dynamo, own.monthPuts({ ...returned, state: "stored", version: 3 }));
    for (const month of others)
      await commit(office.engine.dynamo, own.monthPuts({ ...month, values: stored, state: "stored", version: 2 }));
    await office.done(office.draft(entity, { lines: [line("diesel", "18", "t"), line("lpg", "1", "t")] }));
    const refusal = await office.refused(office.submission(entity));
    expect(refusal).toMatchObject({
      code: "months-differ",
      faults: [
        { pointer: "/lines/1/amount", found: "lpg 1 t", expected: { en: "the sum of the stored months: 0 t" } },
        { pointer: "/lines", found: "electricity 0 MWh", expected: { en: "the sum of the stored months: 12 MWh" } },
      ],
    });
    expect(await own.monthsOfYear(of)).toMatchObject({ closed: false });
    await office.done(office.draft(entity, { lines: [line("diesel", "18000", "kg"), line("electricity", "12", "MWh")] }));
    await office.done(office.submission(entity));
    expect(await own.monthsOfYear(of)).toMatchObject({ closed: true });
    await office.done(office.screening(entity, { passed: false, reason: "the bill of March is missing" }));
    expect(await own.monthsOfYear(of)).toMatchObject({ closed: false });
  });
});
