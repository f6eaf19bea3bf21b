import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import figures from "../../fixtures/carbon.json" with { type: "json" };
import { ecovalue } from "../../support/ecovalue.ts";

const examples = fileURLToPath(new URL("../../../docs/examples/", import.meta.url));
const answer = async (name: string, document: object) => {
  const { out, errors, code } = await ecovalue([name], JSON.stringify(document));
  expect([errors, code]).toEqual(["", 0]);
  return JSON.parse(out);
};
/** Sentences on standard error, without the command's name. */
const told = async (name: string, document: object) => {
  const { out, errors, code } = await ecovalue([name], JSON.stringify(document));
  expect([out, code]).toEqual(["", 2]);
  return errors
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(`ecovalue ${name}: `, ""));
};
const emissions = (document: object) => answer("emissions", { factorSet: "inventory-2011", gridFactor: "0.5366", ...document });

describe("ecovalue emissions", () => {
  it.each(figures.thresholds)(
    "says of $activity.amount $activity.unit of $activity.kind: $tce tce, must report: $mustReport",
    async (edge) => {
      expect(await emissions({ activities: [edge.activity] })).toMatchObject({ tce: edge.tce, mustReport: edge.mustReport });
    },
  );

  it("adds up coal, electricity at its calorific equivalent, gas and diesel, each with its factor and source", async () => {
    const { out, code } = await ecovalue(["emissions", `${examples}emissions-mixed.json`]);
    const { lines, tce, tco2, incomplete, mustReport } = JSON.parse(out);
    expect(lines.map((line: { tce: string }) => line.tce)).toEqual(figures.mixed.lines);
    expect({ tce, tco2, incomplete, mustReport, code }).toEqual({
      ...{ tce: figures.mixed.tce, tco2: "11128.818", incomplete: ["tco2"], mustReport: true, code: 0 },
    });
    expect(lines[1]).toMatchObject({ tco2: "5366", factor: { tceBasis: { zh: "当量值" }, tcePublished: "0.1229 kgce/kWh" } });
    for (const { factor } of lines) expect(factor.source.zh).not.toBe("");
  });

  it.each(Object.entries(figures.factors).flatMap(([set, rows]) => rows.map((row) => ({ set, ...row }))))(
    "takes $tco2PerUnit tCO2 for one $unit of $kind in $set, as published",
    async ({ set, kind, unit, tco2PerUnit }) => {
      const { lines } = await answer("emissions", { factorSet: set, activities: [{ kind, amount: "1", unit }] });
      expect(lines[0].tco2).toBe(tco2PerUnit.replace(/0$/, ""));
    },
  );

  it("counts what leaves negatively: exported electricity and heat, and recovered CO2 without being told", async () => {
    const activities = [
      { kind: "electricity", amount: "1000", unit: "kWh" },
      { kind: "electricity", amount: "2", unit: "MWh", direction: "out" },
      { kind: "heat", amount: "1", unit: "GJ" },
      { kind: "heat", amount: "2000", unit: "MJ", direction: "out" },
      { kind: "process", amount: "0.5", unit: "tCO2" },
      { kind: "recovered-co2", amount: "1", unit: "tCO2" },
    ];
    const { lines, tce, tco2, incomplete } = await emissions({ activities });
    const shown = lines.map((line: Record<string, string>) => [line.direction, line.tce, line.tco2]);
    expect(shown).toEqual([
      ["in", "0.1229", "0.5366"],
      ["out", "-0.2458", "-1.0732"],
      ["in", "0.03412", "0.11"],
      ["out", "-0.06824", "-0.22"],
      ["in", "0", "0.5"],
      ["out", "0", "-1"],
    ]);
    expect([tce, tco2, incomplete]).toEqual(["-0.15702", "-1.1466", []]);
  });

  it("has null with the reason for a range and for what a set lacks, and says which totals are incomplete", async () => {
    const activities = [
      { kind: "coke-oven-gas", amount: "1", unit: "10k-m3" },
      { kind: "raw-coal", amount: "5599", unit: "t" },
    ];
    const { lines, tce, incomplete, mustReport } = await emissions({ factorSet: "inventory-2025", activities });
    expect(lines).toMatchObject([
      { tce: null, tceReason: { en: "a range is published: 0.5714 to 0.6143 kgce/m3" }, tco2: "8.863806" },
      { tce: "3999.3657", tco2: null, tco2Reason: { en: "the set inventory-2025 has no emission factor for this kind" } },
    ]);
    expect([tce, incomplete, mustReport]).toEqual(["3999.3657", ["tce", "tco2"], null]);
    const reached = await emissions({ activities: [activities[0], { kind: "raw-coal", amount: "5600", unit: "t" }] });
    expect(reached.mustReport).toBe(true);
  });

  it.each([
    ["2019", "0.6101"],
    ["2021", "0.5568"],
    ["2022", "0.5366"],
    ["2023", "0.5306"],
    ["2025", "0.5306"],
  ])("takes the grid factor in force for %s where none is stated", async (year, tco2) => {
    const activities = [{ kind: "electricity", amount: "1", unit: "MWh" }];
    expect(await answer("emissions", { year, activities })).toMatchObject({ tco2, gridFactor: { tco2PerMwh: tco2 }, incomplete: [] });
  });

  it("takes the factor of another area, and without factor and year none, with the reason", async () => {
    const activities = [{ kind: "electricity", amount: "1", unit: "MWh" }];
    expect(await answer("emissions", { year: "2022", gridArea: "central-china", activities })).toMatchObject({ tco2: "0.5395" });
    const unknown = await answer("emissions", { factorSet: "inventory-2025", activities });
    expect(unknown).toMatchObject({ gridFactor: null, tce: "0.1229", tco2: "0", incomplete: ["tco2"], mustReport: false });
    expect(unknown.lines[0].tco2Reason.en).toContain("state gridFactor");
  });

  it("uses the set in force for the year where none is stated", async () => {
    const activities = [{ kind: "diesel", amount: "1", unit: "t" }];
    expect(await answer("emissions", { year: "2024", activities })).toMatchObject({ factorSet: { factorSetId: "inventory-2011" } });
    expect(await answer("emissions", { year: "2025", activities })).toMatchObject({ factorSet: { factorSetId: "inventory-2025" } });
    expect(await told("emissions", { activities })).toEqual([
      "/factorSet: required where no year is stated: one of inventory-2011, inventory-2025",
    ]);
    expect(await told("emissions", { year: "2010", activities })).toEqual([
      "/factorSet: no set is in force for 2010: state one of inventory-2011, inventory-2025",
    ]);
  });

  it("tells everything that is wrong with its input, each at its place", async () => {
    const activities = [
      { kind: "raw-cole", amount: "1", unit: "t" },
      { kind: "diesel", amount: "1", unit: "m3", direction: "out" },
      { kind: "recovered-co2", amount: "1", unit: "tCO2", direction: "in" },
      { kind: "coke", amount: 1, unit: "t" },
      { kind: "coke", amount: "-1", unit: "t", directon: "in" },
    ];
    expect(await told("emissions", { factorSet: "inventory-2024", gridFactor: 0.5, activities })).toEqual([
      "/factorSet: one of inventory-2011, inventory-2025",
      "/gridFactor: a decimal string (a ratio), at most 4 digits before and 6 after the point",
      expect.stringMatching(/^\/activities\/0\/kind: one of raw-coal, washed-coal, .*, recovered-co2$/),
      "/activities/1/unit: a unit of diesel: t, kg",
      "/activities/1/direction: diesel goes in only",
      "/activities/2/direction: recovered-co2 goes out only",
      "/activities/3/amount: a decimal string (an amount), at most 15 digits before and 6 after the point",
      "/activities/4/amount: a decimal string (an amount), at most 15 digits before and 6 after the point",
      "/activities/4/directon: unknown member; did you mean direction?",
    ]);
  });
});

describe("ecovalue factors", () => {
  it("lists kinds with their units, sets with their sources and grid factors, without reading anything", async () => {
    const { out, errors, code } = await ecovalue(["factors"], "not read");
    const { kinds, units, factorSets, gridFactors } = JSON.parse(out);
    expect([kinds.length, units.length, errors, code]).toEqual([24, 9, "", 0]);
    expect(kinds.find(({ kind }: { kind: string }) => kind === "natural-gas").units).toEqual(["10k-m3", "m3"]);
    for (const row of [...factorSets, ...gridFactors, ...factorSets.flatMap((set: { factors: object[] }) => set.factors)])
      expect(row.source).toEqual({ zh: expect.any(String), en: expect.any(String) });
  });

  it("with --lines answers in one line, and from a file for one set a line", async () => {
    const alone = await ecovalue(["factors", "--lines"]);
    expect(alone.out.trimEnd().split("\n")).toHaveLength(1);
    const { out, code } = await ecovalue(["factors", "--lines", "-"], '{"factorSet":"inventory-2025"}\n{"factorSet":"x"}\n');
    const [listed, wrong] = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(listed.factorSets.map(({ factorSetId }: { factorSetId: string }) => factorSetId)).toEqual(["inventory-2025"]);
    expect([wrong, code]).toEqual([{ error: { pointer: "/factorSet", detail: "one of inventory-2011, inventory-2025" } }, 2]);
  });
});

describe("ecovalue allocate", () => {
  const { baseTonnes, sectorCoefficient, marketFactor, normalDays, ofDays, tonnes } = figures.historicAllocation;
  const historic = { method: "historic", baseTonnes, sectorCoefficient, marketFactor, normalDays, ofDays };

  it("gives the plan's figure, and whole tonnes by its rule", async () => {
    expect(await answer("allocate", historic)).toEqual({
      ...{ method: "historic", tonnes, issueTonnes: "47275", decimals: 2, rounding: "half-up", issueRounding: "down" },
    });
    expect(await answer("allocate", { ...historic, decimals: 0, rounding: "up", issueRounding: "up" })).toMatchObject({
      ...{ tonnes: "47276", issueTonnes: "47276" },
    });
    expect(await answer("allocate", { ...historic, decimals: 3, rounding: "down" })).toMatchObject({ tonnes: "47275.939" });
    expect((await ecovalue(["allocate", `${examples}allocate-historic.json`])).out).toContain(`"tonnes": "${tonnes}"`);
  });

  it("computes by benchmark", async () => {
    const benchmark = { method: "benchmark", output: "10000", benchmark: "0.82345678", adjustment: "0.9" };
    expect(await answer("allocate", benchmark)).toMatchObject({ tonnes: "7411.11", issueTonnes: "7411" });
  });

  it("refuses more days of production than the year has, and what it doesn't know", async () => {
    expect(await told("allocate", { ...historic, normalDays: 366 })).toEqual(["/normalDays: at most 365, the days of a year (ofDays)"]);
    expect(await told("allocate", { method: "auction" })).toEqual(["/method: one of historic, benchmark"]);
    expect(await told("allocate", { ...historic, rounding: "down-up", output: "1" })).toEqual([
      "/rounding: one of up, down, half-up",
      "/output: unknown member",
    ]);
  });
});

describe("ecovalue obligation", () => {
  it("rounds verified emissions up, and offsets at 5 % down: 47,276 and 2,363", async () => {
    const { requiredTonnes, share, limitTonnes } = figures.offsetLimit;
    expect(await answer("obligation", { verifiedTco2: "47275.000001" })).toMatchObject({
      ...{ requiredTonnes, offsetShare: share, offsetLimitTonnes: limitTonnes, shortTonnes: requiredTonnes },
    });
    expect(await told("obligation", { verifiedTco2: "47276", offsetTonnes: "2364" })).toEqual([
      expect.stringMatching(/^\/offsetTonnes: at most 2363 tonnes: 0.05 of 47276, rounded down \(.*article 29\)$/),
    ]);
  });

  it("states the exposure of what is short by the rule of market and date", async () => {
    const { monthAverageCny, fromCny, toCny, shortfallTonnes } = figures.surrenderPenalty;
    const { out, code } = await ecovalue(["obligation", `${examples}obligation-national.json`]);
    expect([JSON.parse(out), code]).toMatchObject([
      { shortTonnes: shortfallTonnes, exposure: { fromCny, toCny, ruleId: "national-decree-775" } },
      0,
    ]);
    const short = { verifiedTco2: shortfallTonnes, averageCny: monthAverageCny };
    expect(await answer("obligation", short)).toMatchObject({ exposure: { fromCny, toCny } });
    expect(await answer("obligation", { ...short, market: "hubei", year: "2022" })).toMatchObject({
      ...{ deadline: "2023-11-30", exposure: { fromCny: "62360.00", toCny: "150000.00", ruleId: "hubei-2014" } },
    });
  });

  it("has no exposure where the average or the rule is not known, with the reason, and 0.00 for nothing short", async () => {
    expect(await answer("obligation", { verifiedTco2: "10" })).toMatchObject({
      exposure: null,
      exposureReason: { en: expect.stringContaining("averageCny") },
    });
    expect(await answer("obligation", { verifiedTco2: "10", deadline: "2010-01-01" })).toMatchObject({
      ...{ exposure: null, exposureReason: { en: expect.stringContaining("no rule") } },
    });
    expect(await answer("obligation", { verifiedTco2: "10", surrenderedTonnes: "10" })).toMatchObject({
      ...{ shortTonnes: "0", exposure: { fromCny: "0.00", toCny: "0.00" } },
    });
  });

  it("tells everything that is wrong with its input", async () => {
    expect(await told("obligation", { market: "beijing", verifiedTco2: "-1", surrenderedTonnes: "1.5", averageCny: "0" })).toEqual([
      "/market: one of national, hubei",
      "/verifiedTco2: a decimal string (an amount), at most 15 digits before and 6 after the point",
      "/surrenderedTonnes: whole tonnes",
      "/averageCny: must be above zero",
    ]);
  });
});

describe("the commands of carbon", () => {
  it.each(["emissions", "factors", "allocate", "obligation"])("%s has its help and its schemas", async (name) => {
    expect((await ecovalue([name, "--help"])).out).toMatch(new RegExp(`^Usage: ecovalue ${name} `));
    expect(JSON.parse((await ecovalue(["schema", name])).out)).toMatchObject({ input: {}, output: { type: "object" } });
  });

  it("answer line by line, errors in their place", async () => {
    const lines = [{ verifiedTco2: "1.5" }, {}].map((line) => JSON.stringify(line)).join("\n");
    const { out, code } = await ecovalue(["obligation", "--lines"], lines);
    const [first, second] = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect([first.requiredTonnes, second.error.pointer, code]).toEqual(["2", "/verifiedTco2", 2]);
  });

  it("have examples that the page of examples names", () => {
    const page = readFileSync(`${examples}README.md`, "utf8");
    for (const name of ["emissions-mixed", "allocate-historic", "obligation-national"]) expect(page).toContain(`${name}.json`);
  });
});
