import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparableName, legalName } from "../../../../shared/kernel/legal-name.ts";

describe("the form in which names are compared", () => {
  it.each([
    ["长江造纸（集团）有限公司", "长江造纸(集团)有限公司"],
    ["ＡＢＣ 纸业", "abc纸业"],
    ["Yangtze  Paper, Ltd.", "yangtze paper ltd"],
    ["ﬁne paper", "FINE PAPER"],
  ])("is the same for %s and %s", (one, other) => {
    expect(comparableName(one)).toBe(comparableName(other));
  });

  it("tells different names apart", () => {
    expect(comparableName("长江造纸一厂")).not.toBe(comparableName("长江造纸二厂"));
  });

  it("is the same when compared again, and short enough for a sort key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        const once = comparableName(name);
        expect(comparableName(once)).toBe(once);
        expect(Buffer.byteLength(once)).toBeLessThanOrEqual(880);
      }),
    );
  });

  it("is never empty: a name has a letter or digit", () => {
    expect(legalName.safeParse("（）").success).toBe(false);
    expect(legalName.parse(" 长江造纸 ")).toBe("长江造纸");
  });
});
