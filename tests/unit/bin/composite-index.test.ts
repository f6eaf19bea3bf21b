import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ecovalue } from "../../support/ecovalue.ts";

const examples = fileURLToPath(new URL("../../../docs/examples/", import.meta.url));
const cod = { id: "COD", weight: "0.4", basePrice: "8790" };
const so2 = { id: "SO2", weight: "0.6", basePrice: "3990" };
const base = { basePeriod: "2025-Q1", items: [cod, so2] };
const q2 = { period: "2025-Q2", prices: { COD: "9000", SO2: "4200" } };

const series = async (document: object) => {
  const { out, errors, code } = await ecovalue(["index"], JSON.stringify(document));
  expect([errors, code]).toEqual(["", 0]);
  return JSON.parse(out).series;
};
/** Sentences on standard error, without the command's name. */
const told = async (document: object) => {
  const { out, errors, code } = await ecovalue(["index"], JSON.stringify(document));
  expect([out, code]).toEqual(["", 2]);
  return errors
    .trimEnd()
    .split("\n")
    .map((line) => line.replace("ecovalue index: ", ""));
};

describe("ecovalue index", () => {
  it("weighs by shares of value: COD 0.4 from 8,790 to 9,000 and SO2 0.6 from 3,990 to 4,200 give 104.11, not 103.55", async () => {
    expect(await series({ ...base, periods: [q2] })).toEqual([
      { period: "2025-Q2", composite: "104.11", items: { COD: "102.39", SO2: "105.26" }, carriedForward: [] },
    ]);
  });

  it("answers for one item as asked", async () => {
    const document = { basePeriod: "2025-Q1", items: [cod], periods: [{ period: "2025-Q2", prices: { COD: "9000" } }] };
    expect(await series(document)).toEqual([{ period: "2025-Q2", composite: "102.39", items: { COD: "102.39" }, carriedForward: [] }]);
  });

  it("carries a missing price forward and names its item, even before the first price, until there is one again", async () => {
    const periods = [
      { period: "2025-Q2", prices: { SO2: "4200" } },
      { period: "2025-Q3", prices: { COD: "9000" } },
      { period: "2025-Q4", prices: {} },
      { period: "2026-Q1", prices: { COD: "8790", SO2: "3990" } },
    ];
    const points = await series({ ...base, periods });
    expect(points.map(({ composite }: { composite: string }) => composite)).toEqual(["103.16", "104.11", "104.11", "100.00"]);
    expect(points.map((point: { carriedForward: string[] }) => point.carriedForward)).toEqual([["COD"], ["SO2"], ["COD", "SO2"], []]);
  });

  it("continues at the level reached where the basket changes, and a new item begins with 100", async () => {
    const { out } = await ecovalue(["index", `${examples}index-hubei-2025.json`]);
    // By hand: 40 x 9150/8790 + 60 x 4200/3990 = 104.7961; x (0.35 + 0.45 x 4100/4200 + 0.2) = 103.6733.
    expect(JSON.parse(out).series).toEqual([
      { period: "2025-Q2", composite: "104.11", items: { COD: "102.39", SO2: "105.26" }, carriedForward: [] },
      { period: "2025-Q3", composite: "104.80", items: { COD: "104.10", SO2: "105.26" }, carriedForward: ["SO2"] },
      { period: "2025-Q4", composite: "103.67", items: { COD: "104.10", SO2: "102.76", NOx: "100.00" }, carriedForward: ["NOx"] },
    ]);
    expect(readFileSync(`${examples}README.md`, "utf8")).toContain("index-hubei-2025.json");
  });

  it("rounds a half up from the exact value, where thirds add up to it", async () => {
    const thirds = ["a", "b", "c"].map((id) => ({ id, weight: "1", basePrice: "3" }));
    const periods = [{ period: "2026", prices: { a: "3.00015", b: "3.00015", c: "3.00015" } }];
    expect(await series({ basePeriod: "2025", items: thirds, periods })).toMatchObject([{ composite: "100.01", items: { a: "100.01" } }]);
  });

  it("refuses what is wrong between the parts of a document, all of it at once", async () => {
    const periods = [
      { period: "2025-Q3", prices: { COD: "9000" } },
      { period: "2025-Q2", prices: { CO: "9000" } },
      { period: "2025-07", prices: {} },
    ];
    const links = [{ period: "2025-Q1", items: [cod] }];
    expect(await told({ ...base, items: [cod, so2, cod], periods, links })).toEqual([
      "/items/2/id: stands in the basket already",
      "/periods/1/period: has to be after 2025-Q3",
      "/periods/2/period: has to be a quarter, as the base period is",
      "/links/0/period: has to be after 2025-Q1",
      "/links/0/period: has to be one of the periods, in which the basket changes",
      "/periods/1/prices/CO: no item of this name in any basket",
    ]);
    expect(await told({ ...base, periods: [{ period: "2024-Q4", prices: {} }] })).toEqual([
      "/periods/0/period: has to be 2025-Q1 or later",
    ]);
  });

  it("refuses prices, weights and periods that are none", async () => {
    const errors = await told({
      basePeriod: "2025-Q5",
      items: [{ id: "COD", weight: "0", basePrice: "-1", quantity: "7" }],
      periods: [{ period: "2025-Q2", prices: { COD: 9000 } }],
    });
    expect(errors.map((line) => line.slice(0, line.indexOf(":")))).toEqual(
      expect.arrayContaining(["/basePeriod", "/items/0/weight", "/items/0/basePrice", "/items/0/quantity", "/periods/0/prices/COD"]),
    );
  });

  it("has its help and its schemas", async () => {
    expect((await ecovalue(["index", "--help"])).out).toContain("not quantities");
    const { out } = await ecovalue(["schema", "index"]);
    expect(JSON.parse(out)).toMatchObject({ input: { additionalProperties: false }, output: { required: ["series"] } });
  });
});
