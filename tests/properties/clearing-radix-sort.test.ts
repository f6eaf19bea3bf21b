import fc from "fast-check";
import { expect, it } from "vitest";
import { keyRange, radixSort } from "../../functions/auctions/clearing/columns/radix-sort.ts";
import { runs } from "../support/effort.ts";

const key = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(2047, 2048, 2 ** 22, 2 ** 32, 2 ** 44), fc.maxSafeNat());

it("the radix sort is stable and sorts whole numbers up to the largest safe one, as the library's sort does", () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
      const bids = Uint32Array.from(keys, (_, index) => index);
      const sortedKeys = Float64Array.from(keys);
      const sorted = radixSort(bids, sortedKeys, keyRange(bids, sortedKeys).highest);
      const expected = keys.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
      expect([...sorted]).toEqual(expected.map(({ index }) => index));
      expect([...sortedKeys]).toEqual(expected.map(({ value }) => value));
    }),
    { numRuns: runs(1_000) },
  );
});
