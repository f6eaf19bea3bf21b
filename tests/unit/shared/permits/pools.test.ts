import { describe, expect, it } from "vitest";
import { areaOfPool, fitsPool, poolOf } from "../../../../shared/permits/pools.ts";

describe("pools", () => {
  const site = { area: "gedian", basin: "yangtze-ezhou" };

  it("count air pollutants by city, water pollutants by the site's basin", () => {
    expect(poolOf("SO2", site)).toBe("ezhou");
    expect(poolOf("COD", site)).toBe("yangtze-ezhou");
    expect(poolOf("CO2", site)).toBeUndefined();
  });

  it("take pollutants of their own medium only", () => {
    expect(fitsPool("SO2", "liangzi-lake")).toBe(false);
    expect(fitsPool("NH3-N", "liangzi-lake")).toBe(true);
    expect(fitsPool("CO2", "liangzi-lake")).toBe(false);
  });

  it("belong to the area whose regulators answer for them", () => {
    expect(areaOfPool("liangzi-lake")).toBe("420700");
    expect(() => areaOfPool("dongting-lake")).toThrow("pool dongting-lake");
  });
});
