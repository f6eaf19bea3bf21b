import { createHash } from "node:crypto";
import type { BidBook } from "./bid-book.ts";
import { orderKeys } from "./decimal-column.ts";
import type { ClearingTerms } from "./schema.ts";
import { compareUtf8 } from "./utf8-order.ts";

/** Ranks some bids of a book: best first, a new array. */
export type Ranking = (bids: Uint32Array) => Uint32Array;

/**
 * Rule 2: price from high to low, then time of receipt (or with `draw` the SHA-256 of `drawSeed:bidId`), then id bytewise.
 * `priceKeys` are the order keys of the prices. A stable radix sort by the second key and then by the price; what is still equal is put
 * in order by comparison.
 */
export function ranking(terms: ClearingTerms, book: BidBook, priceKeys: Float64Array): Ranking {
  if (terms.ties === "draw") {
    const draw = (bid: number) => drawHash(terms.drawSeed ?? "", book.ids[bid] ?? "");
    return (bids) => {
      const keys = new Float64Array(book.length);
      // Six bytes of the hash are a safe integer; bids that agree in them are compared in full.
      for (const bid of bids) keys[bid] = Number.parseInt(draw(bid).slice(0, 12), 16);
      const compare = (a: number, b: number) => compareUtf8(draw(a), draw(b)) || compareIds(book, a, b);
      return rank(bids, priceKeys, keys, compare);
    };
  }
  let times: Float64Array | undefined;
  return (bids) => {
    times ??= orderKeys(book.receivedAt);
    return rank(bids, priceKeys, times, (a, b) => compareIds(book, a, b));
  };
}

/** The place of a bid in the draw: SHA-256 of the UTF-8 text `seed:bidId`, lower-case hex, lowest first. */
export function drawHash(seed: string, bidId: string): string {
  return createHash("sha256").update(`${seed}:${bidId}`, "utf8").digest("hex");
}

function compareIds(book: BidBook, a: number, b: number): number {
  return compareUtf8(book.ids[a] ?? "", book.ids[b] ?? "");
}

function rank(bids: Uint32Array, priceKeys: Float64Array, tieKeys: Float64Array, compare: (a: number, b: number) => number): Uint32Array {
  let order: Uint32Array = bids.slice();
  let scratch: Uint32Array = new Uint32Array(bids.length);
  for (const [keys, descending] of [
    [tieKeys, false],
    [priceKeys, true],
  ] as const) {
    [order, scratch] = radixSort(order, scratch, keys, descending);
  }
  orderEqualRuns(order, (a, b) => priceKeys[a] === priceKeys[b] && tieKeys[a] === tieKeys[b], compare);
  return order;
}

const digitBits = 11;
const digitCount = 2 ** digitBits;

/** Stable sort of `order` by safe-integer keys, eleven bits at a time; gives the sorted array first and the other one second. */
function radixSort(order: Uint32Array, scratch: Uint32Array, keys: Float64Array, descending: boolean): [Uint32Array, Uint32Array] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < order.length; at += 1) {
    const key = keys[order[at] ?? 0] ?? 0;
    if (key < lowest) lowest = key;
    if (key > highest) highest = key;
  }
  let from = order;
  let to = scratch;
  const digits = new Uint16Array(order.length);
  for (let unit = 1; unit <= highest - lowest; unit *= digitCount) {
    const starts = new Uint32Array(digitCount + 1);
    for (let at = 0; at < from.length; at += 1) {
      const key = keys[from[at] ?? 0] ?? 0;
      const distance = (descending ? highest - key : key - lowest) / unit;
      // `>>> 0` takes the whole part modulo 2^32 of any safe integer's quotient by a power of two.
      const digit = (distance >>> 0) & (digitCount - 1);
      digits[at] = digit;
      starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
    }
    for (let digit = 1; digit < digitCount; digit += 1) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
    for (let at = 0; at < from.length; at += 1) {
      const digit = digits[at] ?? 0;
      const place = starts[digit] ?? 0;
      to[place] = from[at] ?? 0;
      starts[digit] = place + 1;
    }
    [from, to] = [to, from];
  }
  return [from, to];
}

/** Sorts every run of bids that are `equal` so far by `compare`. */
function orderEqualRuns(order: Uint32Array, equal: (a: number, b: number) => boolean, compare: (a: number, b: number) => number): void {
  for (let start = 0; start < order.length; ) {
    const first = order[start] ?? 0;
    let end = start + 1;
    while (end < order.length && equal(first, order[end] ?? 0)) end += 1;
    if (end - start > 1) order.subarray(start, end).sort(compare);
    start = end;
  }
}
