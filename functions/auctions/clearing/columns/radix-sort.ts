/** Smallest and largest key of the bids from `start` up to `end`; both zero for none. */
export function keyRange(
  bids: Uint32Array,
  keys: Float64Array,
  start = 0,
  end = bids.length,
): { readonly lowest: number; readonly highest: number } {
  if (start >= end) return { lowest: 0, highest: 0 };
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = start; at < end; at += 1) {
    const key = keys[bids[at] ?? 0] ?? 0;
    if (key < lowest) lowest = key;
    if (key > highest) highest = key;
  }
  return { lowest, highest };
}

const digitBits = 11;
const digitCount = 2 ** digitBits;

/** Stable ascending sort of bids by their keys (whole numbers from 0 to `largest`, `keys[i]` of `bids[i]`); leaves `keys` sorted too. */
export function radixSort(bids: Uint32Array, keys: Float64Array, largest: number): Uint32Array {
  let fromBids = bids;
  let fromKeys = keys;
  let toBids: Uint32Array = new Uint32Array(bids.length);
  let toKeys: Float64Array = new Float64Array(keys.length);
  for (let unit = 1; unit <= largest; unit *= digitCount) {
    const scale = 1 / unit;
    const starts = new Uint32Array(digitCount + 1);
    for (let at = 0; at < fromKeys.length; at += 1) {
      // `>>> 0` takes the whole part modulo 2^32; a product with a power of two is exact.
      const after = ((((fromKeys[at] ?? 0) * scale) >>> 0) & (digitCount - 1)) + 1;
      starts[after] = (starts[after] ?? 0) + 1;
    }
    for (let digit = 1; digit < digitCount; digit += 1) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
    for (let at = 0; at < fromKeys.length; at += 1) {
      const key = fromKeys[at] ?? 0;
      const digit = ((key * scale) >>> 0) & (digitCount - 1);
      const place = starts[digit] ?? 0;
      toKeys[place] = key;
      toBids[place] = fromBids[at] ?? 0;
      starts[digit] = place + 1;
    }
    [fromBids, toBids] = [toBids, fromBids];
    [fromKeys, toKeys] = [toKeys, fromKeys];
  }
  if (fromKeys !== keys) keys.set(fromKeys);
  return fromBids;
}
