import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distribute, type SoldPortion } from "../../../../../functions/collateral/enforcement/distribution.ts";
import { type Decimal, decimal, formatFen, sum, zero } from "../../../../../shared/kernel/decimal.ts";

const owing = (owed: Readonly<Record<string, string>>) => new Map(Object.entries(owed).map(([id, cny]) => [id, decimal(cny)]));
const portion = (quantity: string, pledges: readonly string[], freezes: readonly string[] = []): SoldPortion => ({
  quantity: decimal(quantity),
  pledges,
  freezes,
});
function shown({ payments, held, rest }: ReturnType<typeof distribute>) {
  return {
    paid: Object.fromEntries([...payments].map(([id, cny]) => [id, formatFen(cny)])),
    held: held.map(({ cny }) => formatFen(cny)),
    rest: formatFen(rest),
  };
}

describe("the distribution of proceeds", () => {
  it("pays in the order of the pledges, each what it is owed, and the rest to the pledgor", () => {
    const result = distribute(decimal("100"), [portion("4", ["a", "b", "c"])], owing({ a: "60", b: "30", c: "0" }));
    expect(shown(result)).toEqual({ paid: { a: "60.00", b: "30.00" }, held: [], rest: "10.00" });
  });

  it("stops with the last that it covers in part", () => {
    const result = distribute(decimal("70"), [portion("4", ["a", "b"])], owing({ a: "60", b: "30" }));
    expect(shown(result)).toEqual({ paid: { a: "60.00", b: "10.00" }, held: [], rest: "0.00" });
  });

  it("shares money among parts by their tonnes, cut off at the fen; the last part has the remainder", () => {
    const parts = [portion("1", []), portion("1", [], ["f"]), portion("1", [], ["g"])];
    expect(shown(distribute(decimal("100"), parts, new Map()))).toEqual({ paid: {}, held: ["33.33", "33.34"], rest: "33.33" });
  });

  it("pays a pledge on several parts no more than it is owed over all of them, and a freeze only what its part leaves", () => {
    const parts = [portion("6", ["a", "b"]), portion("4", ["a", "b"], ["f"])];
    const result = distribute(decimal("50000"), parts, owing({ a: "15000", b: "5000" }));
    expect(shown(result)).toEqual({ paid: { a: "15000.00", b: "5000.00" }, held: ["20000.00"], rest: "10000.00" });
    const less = distribute(decimal("22000"), parts, owing({ a: "15000", b: "5000" }));
    expect(shown(less)).toEqual({ paid: { a: "15000.00", b: "5000.00" }, held: ["2000.00"], rest: "0.00" });
  });

  const fen = fc.integer({ min: 0, max: 10 ** 12 }).map((each) => decimal(String(each)).div(100));
  const ids = ["a", "b", "c", "d"];
  const portions = fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 10 ** 9 }).map((each) => decimal(String(each)).div(1000)),
      pledges: fc.shuffledSubarray(ids),
      freezes: fc.subarray(["f", "g"]),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const debts = fc.tuple(fen, fen, fen, fen).map((owed) => new Map(ids.map((id, place) => [id, owed[place] ?? zero])));

  it("adds up to the fen, pays nobody more than it is owed, and pays a later one only where earlier ones are covered", () => {
    fc.assert(
      fc.property(fen, portions, debts, (proceeds, parts, owed) => {
        const { payments, held, rest } = distribute(proceeds, parts, owed);
        const all: readonly Decimal[] = [...payments.values(), ...held.map(({ cny }) => cny), rest];
        expect(sum(all).eq(proceeds)).toBe(true);
        for (const each of all) expect(each.gte(0) && each.decimalPlaces() <= 2).toBe(true);
        const paidOf = (id: string) => payments.get(id) ?? zero;
        const owedTo = (id: string) => owed.get(id) ?? zero;
        for (const id of ids) expect(paidOf(id).lte(owedTo(id))).toBe(true);
        const [only, ...others] = parts;
        if (!only || others.length > 0) return;
        const [uncovered] = only.pledges.filter((id) => paidOf(id).lt(owedTo(id)));
        const later = uncovered === undefined ? [] : only.pledges.slice(only.pledges.indexOf(uncovered) + 1);
        expect(later.filter((id) => paidOf(id).gt(0))).toEqual([]);
        if (uncovered !== undefined) expect(rest.plus(sum(held.map(({ cny }) => cny))).isZero()).toBe(true);
      }),
    );
  });
});
