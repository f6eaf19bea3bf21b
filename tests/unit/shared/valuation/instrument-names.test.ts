import { describe, expect, it } from "vitest";
import { instrumentText, instrumentUnit } from "../../../../shared/valuation/instrument-names.ts";

describe("an instrument", () => {
  it.each([
    [
      "permit/COD/liangzi-lake/2025-01/2029-12",
      "排污权（化学需氧量，梁子湖流域，2025-01 至 2029-12）",
      "Emission permit (Chemical oxygen demand, Liangzi Lake basin, 2025-01 to 2029-12)",
    ],
    [
      "permit/TP/old-lake/2025-01/2029-12",
      "排污权（TP，old-lake，2025-01 至 2029-12）",
      "Emission permit (TP, old-lake, 2025-01 to 2029-12)",
    ],
    ["income/forest/0195-a", "收益权份额（forest，0195-a）", "Shares of income (forest, 0195-a)"],
    ["moon/cheese", "moon/cheese", "moon/cheese"],
    ["constructor/cheese", "constructor/cheese", "constructor/cheese"],
  ])("%s is named as people name it", (instrument, zh, en) => {
    expect(instrumentText(instrument)).toEqual({ zh, en });
  });

  it("of allowances says its year and the last month in which it counts", () => {
    expect(instrumentText("allowance/hubei/2025/2027-12").zh).toMatch(/^碳排放配额（.+，2025 年度，至 2027-12）$/);
  });

  it("is counted in its unit, and in units where none is known", () => {
    const units = ["permit/COD/liangzi-lake/2025-01/2029-12", "income/forest/0195-a", "right/water/1"].map(instrumentUnit);
    expect(units.map(({ zh }) => zh)).toEqual([" 吨", "%", " 单位"]);
    expect(units.map(({ en }) => en)).toEqual([" t", " %", " units"]);
  });
});
