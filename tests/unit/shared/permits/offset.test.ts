import { describe, expect, it } from "vitest";
import { decimal } from "../../../../shared/kernel/decimal.ts";
import { splitByOffset } from "../../../../shared/permits/offset.ts";

describe("the split at an offset ratio", () => {
  it.each([
    ["10", "2", "5", "5"],
    ["10", "1", "10", "0"],
    ["10", "3", "3.333", "6.667"],
    ["0.001", "2", "0", "0.001"],
    ["4.048", "1.2", "3.373", "0.675"],
  ])("of %s t at %s:1 delivers %s and retires %s", (bought, ratio, delivered, retired) => {
    expect(splitByOffset(decimal(bought), decimal(ratio))).toEqual({ delivered: decimal(delivered), retired: decimal(retired) });
  });

  it("knows no ratio below one, which would deliver more than was bought", () => {
    expect(() => splitByOffset(decimal("1"), decimal("0.999999"))).toThrow("at least 1");
  });
});
