import { describe, expect, it } from "vitest";
import { city } from "../../../../shared/kernel/areas.ts";
import { areaOfInstrument, areaOfPool, fitsPool, poolOf, pools } from "../../../../shared/permits/pools.ts";

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

  it("give their instruments to their area; what tells no pool is the city's", () => {
    for (const { id, area } of pools) {
      expect(areaOfInstrument(`permit/SO2/${id}/2026-06/2031-05`)).toBe(area);
      expect([areaOfInstrument(`quota/SO2/${id}`), areaOfInstrument(`headroom/SO2/${id}/2026`)]).toEqual([area, area]);
    }
    for (const other of ["CNY", "need/SO2/liangzi-lake", "permit/SO2/elsewhere/2026-06/2031-05", "allowance/CO2/2026"])
      expect(areaOfInstrument(other)).toBe(city);
  });

  it("belong to the area whose regulators answer for them", () => {
    expect(areaOfPool("liangzi-lake")).toBe("420700");
    expect(() => areaOfPool("dongting-lake")).toThrow("pool dongting-lake");
  });
});
