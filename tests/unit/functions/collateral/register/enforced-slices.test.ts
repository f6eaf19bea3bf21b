import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  endSale,
  markedSlices,
  markSlice,
  takeOverMarked,
  unmarkSlices,
} from "../../../../../functions/collateral/register/enforced-slices.ts";
import { joinSlice, leave, quantityOf } from "../../../../../functions/collateral/register/register.ts";
import type { NewIds, Slice } from "../../../../../functions/collateral/register/rows.ts";
import { decimal, sum, zero } from "../../../../../shared/kernel/decimal.ts";

const enforcement = { enforcementId: "e", pledgeId: "a" };
const entry = (pledgeId: string) => ({
  pledgeId,
  bankId: `bank-${pledgeId}`,
  registered: { at: "2026-03-02", number: pledgeId },
  paidAfter: [],
});
const slice = (sliceId: string, quantity: string, more: Partial<Slice> = {}): Slice => ({
  ...{ sliceId, holdId: "hold", quantity, entries: [entry("a"), entry("b")], freezes: [] },
  ...more,
});
const freeze = { freezeId: "f", enteredAt: "2026-03-02", months: 36 };
function ids(): NewIds {
  let made = 0;
  return () => `new-${++made}`;
}
const sizes = (slices: readonly Slice[]) => slices.map(({ sliceId, quantity, holdId }) => `${sliceId} ${quantity} ${holdId}`);

describe("an enforcement in the register", () => {
  it("marks a part of a slice; nobody joins it, and it ends with its pledge", () => {
    const { slices } = markSlice([slice("s", "10")], { sliceId: "s", quantity: decimal("6") }, enforcement, ids());
    expect(sizes(slices)).toEqual(["s 4 hold", "new-1 6 hold"]);
    expect(sizes(markedSlices(slices, "e"))).toEqual(["new-1 6 hold"]);
    expect(() => joinSlice(slices, { sliceId: "new-1", quantity: decimal("6") }, entry("c"), ids())).toThrow("being enforced");
    expect(markedSlices(leave(slices, { pledgeId: "a" }, ids()).slices, "e")).toEqual([]);
    expect(sizes(markedSlices(leave(slices, { pledgeId: "b" }, ids()).slices, "e"))).toEqual(["new-1 6 hold"]);
    expect(markedSlices(unmarkSlices(slices, "e").slices, "e")).toEqual([]);
  });

  it("hands tonnes to several takers in their order", () => {
    const slices = [slice("s", "6", { enforcement }), slice("t", "4", { enforcement }), slice("u", "1")];
    const takers = [
      { to: "site:x", quantity: decimal("8") },
      { to: "retired:0", quantity: decimal("2") },
    ];
    const change = takeOverMarked(slices, "e", takers);
    expect(sizes(change.slices)).toEqual(["u 1 hold"]);
    expect(change.moves.map((move) => `${move.move === "post" ? move.to : ""} ${move.quantity.toString()}`)).toEqual([
      "site:x 6",
      "site:x 2",
      "retired:0 2",
    ]);
  });

  it("sells tonnes that nothing froze first, and holds what comes back anew with the rest", () => {
    const slices = [slice("f", "4", { enforcement, freezes: [freeze] }), slice("s", "6", { enforcement }), slice("u", "1")];
    const end = { enforcementId: "e", settled: decimal("7"), returned: decimal("2"), lost: zero };
    const change = endSale(slices, end, ids());
    expect(change.sold.map(({ slice: { sliceId }, quantity }) => `${sliceId} ${quantity.toString()}`)).toEqual(["s 6", "f 1"]);
    expect(sizes(change.slices)).toEqual(["u 1 hold", "f 3 new-1"]);
    // Of the three tonnes one never left the old hold.
    expect(change.moves.map(({ move, holdId, quantity }) => `${move} ${holdId} ${quantity.toString()}`)).toEqual([
      "release hold 1",
      "hold new-1 3",
    ]);
  });

  it("after any sale has no more slices than before, and as many tonnes as were not sold or lost", () => {
    const tonnes = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 50 }), frozen: fc.boolean() }), { minLength: 1 }),
        tonnes,
        tonnes,
        tonnes,
        (parts, ...wanted) => {
          const slices = parts.map(({ quantity, frozen }, place) =>
            slice(`s${place}`, String(quantity), { enforcement, freezes: frozen ? [freeze] : [] }),
          );
          const all = quantityOf(slices);
          const [settled = zero, returned = zero, lost = zero] = wanted.map((each) => decimal(String(each)));
          if (sum([settled, returned, lost]).gt(all)) return;
          const change = endSale(slices, { enforcementId: "e", settled, returned, lost }, ids());
          expect(quantityOf(change.slices).eq(all.minus(settled).minus(lost))).toBe(true);
          expect(sum(change.sold.map(({ quantity }) => quantity)).eq(settled)).toBe(true);
          expect(change.slices.length).toBeLessThanOrEqual(slices.length);
          expect(markedSlices(change.slices, "e")).toEqual([]);
          // What is held anew is what is left; what is released of it never left its hold.
          const held = sum(change.moves.flatMap((move) => (move.move === "hold" ? [move.quantity] : [])));
          const released = sum(change.moves.flatMap((move) => (move.move === "release" ? [move.quantity] : [])));
          if (returned.gt(0)) expect(held.minus(released).eq(returned)).toBe(true);
        },
      ),
    );
  });
});
