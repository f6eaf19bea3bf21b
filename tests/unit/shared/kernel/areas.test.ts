import { describe, expect, it } from "vitest";
import { areas, covers, fitsPool, poolOf } from "../../../../shared/kernel/areas.ts";

describe("areas and pools", () => {
  it("Ezhou has three districts with national codes and zones without", () => {
    expect(areas.filter(({ kind }) => kind === "district").map(({ code }) => code)).toEqual(["420702", "420703", "420704"]);
    expect(areas.filter(({ kind }) => kind === "zone").map(({ code }) => code)).toEqual(["gedian", "airport"]);
  });

  it("the city's regulators answer for every part of it, a district's for the district", () => {
    for (const { code } of areas) expect(covers("420700", code)).toBe(true);
    expect(covers("420702", "420700")).toBe(false);
    expect(covers("420702", "420703")).toBe(false);
    expect(covers("420702", "420702")).toBe(true);
  });

  it("air pollutants pool by city, water pollutants by the site's basin", () => {
    const site = { area: "gedian", basin: "yangtze-ezhou" };
    expect(poolOf("SO2", site)).toBe("ezhou");
    expect(poolOf("COD", site)).toBe("yangtze-ezhou");
    expect(poolOf("CO2", site)).toBeUndefined();
    expect(fitsPool("SO2", "liangzi-lake")).toBe(false);
    expect(fitsPool("NH3-N", "liangzi-lake")).toBe(true);
  });
});
