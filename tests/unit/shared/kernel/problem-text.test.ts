import { describe, expect, it } from "vitest";
import { detailOf } from "../../../../shared/kernel/problem-text.ts";

const row = { detail: { zh: "公示期至{until}，此后方可决定。", en: "The public notice runs until {until}." } };

describe("the detail of a problem", () => {
  it("has instants in Beijing time, in which the day is another than in UTC", () => {
    const facts = { until: "2026-12-04T16:00:00.000Z" };
    expect(detailOf(row, facts, "zh")).toBe("公示期至北京时间 2026年12月5日 00:00，此后方可决定。");
    expect(detailOf(row, facts, "en")).toBe("The public notice runs until 5 December 2026 at 00:00 Beijing time.");
    expect(detailOf(row, { until: "2026-12-04T16:00:07.000Z" }, "en")).toContain("at 00:00:07 Beijing time");
  });
  it("has days and months as they are", () => {
    expect(detailOf(row, { until: "2026-12-04" }, "zh")).toBe("公示期至2026-12-04，此后方可决定。");
  });
});
