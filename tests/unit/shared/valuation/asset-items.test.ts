import { describe, expect, it } from "vitest";
import { assetItemOf } from "../../../../shared/valuation/asset-classes.ts";
import { assetItem, itemName, itemUnit } from "../../../../shared/valuation/asset-items.ts";

describe("items of baseline prices", () => {
  it("are those of the instruments that exist", () => {
    for (const instrument of [
      "permit/COD/liangzi-lake/2026-12/2031-11",
      "permit/SO2/ezhou/2026-01/2030-12",
      "allowance/hubei/2025/2027-12",
    ]) {
      expect(assetItem.safeParse(assetItemOf(instrument)).success, instrument).toBe(true);
    }
  });

  it.each(["permit/COD/ezhou", "permit/SO2/liangzi-lake", "permit//ezhou", "allowance/eu", "allowance", "right/forest", "__proto__/a"])(
    "%s is none",
    (item) => {
      expect(assetItem.safeParse(item).success).toBe(false);
    },
  );

  it("have names and units for people, also where a part is not known any more", () => {
    expect(itemName("permit/COD/liangzi-lake")).toEqual({
      zh: "排污权（化学需氧量，梁子湖流域）",
      en: "Emission permit (Chemical oxygen demand, Liangzi Lake basin)",
    });
    expect(itemName("permit/TP/old-lake").en).toBe("Emission permit (TP, old-lake)");
    expect(itemName("moon/cheese")).toEqual({ zh: "moon/cheese", en: "moon/cheese" });
    expect(itemUnit("allowance/hubei").zh).toBe("元/吨");
  });
});
