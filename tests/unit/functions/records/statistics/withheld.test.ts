import { describe, expect, it } from "vitest";
import { isWithheld, tellsFigures } from "../../../../../functions/records/statistics/withheld.ts";

/** As many buyers as a cell tells of. */
const buyersOf = (parties: number) => ({ parties }) as NonNullable<Parameters<typeof isWithheld>[0]["buyers"]>;

describe("what statistics keep from the public", () => {
  it.each([
    [["winner-name", "quantity", "price"], true],
    [["quantity", "price"], true],
    [["quantity"], false],
    [["price"], false],
    [["winner-name"], false],
    [undefined, false],
  ] as const)("is told of a trade whose terms publish %j: %s", (published, tells) => {
    expect(tellsFigures(published ? { published: [...published] } : {})).toBe(tells);
  });

  it.each([
    ["an unpublished trade of two buyers", 1, buyersOf(2), true],
    ["an unpublished trade of three buyers", 1, buyersOf(3), false],
    ["an unpublished trade of nobody who is counted", 1, undefined, true],
    ["published trades of one buyer", 0, buyersOf(1), false],
  ])("a cell with %s", (_what, unpublished, buyers, withheld) => {
    expect(isWithheld({ unpublished, buyers })).toBe(withheld);
  });
});
