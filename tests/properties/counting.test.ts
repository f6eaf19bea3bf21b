import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countingOf } from "../../functions/permits/counting.ts";
import { decimal, plain, zero } from "../../shared/kernel/decimal.ts";

const kilograms = fc.integer({ min: 0, max: 20_000 }).map((each) => decimal(String(each)).div(1_000));
const state = fc.constantFrom("not-begun", "running", "expired" as const);

/** A position, of which some is held as overdue, stored or pledged, and what stands in the licence. */
const situation = fc.record({
  available: kilograms,
  overdue: kilograms,
  stored: kilograms,
  pledged: kilograms,
  recorded: kilograms,
  inForce: fc.boolean(),
  state,
});

describe("what counts of a permit", () => {
  it("is never more than what stands in the licence, nor than what the site holds without overdue and stored parts", () => {
    fc.assert(
      fc.property(situation, ({ available, overdue, stored, pledged, recorded, inForce, state: at }) => {
        const heldFor = { "overdue-fee": overdue, storage: stored, pledge: pledged };
        const position = { available, held: overdue.plus(stored).plus(pledged), heldFor };
        const { countingTonnes, notCounting } = countingOf(position, at, { inForce, recordedTonnes: recorded });
        const free = available.plus(pledged);
        const counts = at === "running" && inForce;
        expect(countingTonnes).toBe(plain(counts ? (free.lt(recorded) ? free : recorded) : zero));
        // Every tonne that does not count has a reason, and a reason means that some does not count.
        const all = position.available.plus(position.held);
        if (notCounting.length === 0) expect(countingTonnes).toBe(plain(all));
        if (!all.isZero() && countingTonnes === plain(all)) expect(notCounting).toEqual([]);
      }),
    );
  });
});
