import * as fc from "fast-check";
import { property } from "fast-check";
import { describe, expect, it } from "vitest";
import { steppedBack } from "../../../../../functions/collateral/changes/agreed/subordination.ts";
import { paymentOrder, ranked } from "../../../../../functions/collateral/register/ranks.ts";
import type { Slice } from "../../../../../functions/collateral/register/rows.ts";

const registered = (place: number) => ({ at: "2026-03-02T01:00:00.000Z", number: `EZ-0-${place}` });

function sliceOf(count: number): Slice {
  const entries = Array.from({ length: count }, (_, place) => ({
    ...{ pledgeId: `p${place}`, bankId: `b${place}`, registered: registered(place), paidAfter: [] },
  }));
  return { sliceId: "s", holdId: "h", quantity: "1", entries, freezes: [] };
}
const orderOf = (slice: Slice) => paymentOrder(slice, "exchange").map(({ pledgeId }) => pledgeId);

describe("stepping behind another pledge", () => {
  it("puts it after that one whatever was agreed before, loses nobody and never touches a rank", () => {
    const steps = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 });
    fc.assert(
      property(fc.integer({ min: 2, max: 6 }), steps, (count, chosen) => {
        let slice = sliceOf(count);
        const ranks = ranked(slice, "exchange").map(({ pledgeId }) => pledgeId);
        for (const [one, other] of chosen) {
          const order = orderOf(slice);
          const own = one % (count - 1);
          const ahead = own + 1 + (other % (count - 1 - own));
          const [pledgeId = "", aheadId = ""] = [order[own], order[ahead]];
          slice = steppedBack(slice, pledgeId, aheadId, "exchange");
          const after = orderOf(slice);
          expect(after.indexOf(pledgeId)).toBeGreaterThan(after.indexOf(aheadId));
          expect(after.toSorted()).toEqual(order.toSorted());
          expect(ranked(slice, "exchange").map((entry) => entry.pledgeId)).toEqual(ranks);
        }
      }),
    );
  });

  it("waits for that one only: once it has left, the pledge is back at its rank", () => {
    const slice = steppedBack(sliceOf(3), "p0", "p2", "exchange");
    expect(orderOf(slice)).toEqual(["p1", "p2", "p0"]);
    expect(orderOf({ ...slice, entries: slice.entries.filter(({ pledgeId }) => pledgeId !== "p2") })).toEqual(["p0", "p1"]);
  });
});
