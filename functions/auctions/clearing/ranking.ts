import { hash } from "node:crypto";
import type { BidBook } from "./bid-book.ts";
import { keyRange, radixSort } from "./columns/radix-sort.ts";
import { compareUtf8 } from "./columns/utf8-order.ts";
import type { ClearingTerms } from "./schema.ts";

/** Ranks some bids of a book: best first, a new array. */
export type Ranking = (bids: Uint32Array) => Uint32Array;

/**
 * Rule 2: price from high to low, then time of receipt (or with `draw` the SHA-256 of `drawSeed:bidId`), then id bytewise.
 * A stable radix sort by safe-integer keys; bids that are still equal are put in order by comparison.
 */
export function ranking(terms: ClearingTerms, book: BidBook): Ranking {
  if (terms.ties !== "draw") return (bids) => rank(bids, book.priceKeys, book.timeKeys, (a, b) => compareIds(book, a, b));
  const draw = (bid: number) => drawHash(terms.drawSeed ?? "", book.ids.at(bid));
  return (bids) => {
    const keys = new Float64Array(book.length);
    // Six bytes of the hash are a safe integer; bids that agree in them are compared in full.
    for (const bid of bids) keys[bid] = Number.parseInt(draw(bid).slice(0, 12), 16);
    return rank(bids, book.priceKeys, keys, (a, b) => compareUtf8(draw(a), draw(b)) || compareIds(book, a, b));
  };
}

/** The place of a bid in the draw: SHA-256 of the UTF-8 text `seed:bidId`, lower-case hex, lowest first. */
export function drawHash(seed: string, bidId: string): string {
  return hash("sha256", `${seed}:${bidId}`, "hex");
}

function compareIds(book: BidBook, a: number, b: number): number {
  return compareUtf8(book.ids.at(a), book.ids.at(b));
}

function rank(bids: Uint32Array, priceKeys: Float64Array, tieKeys: Float64Array, compare: (a: number, b: number) => number): Uint32Array {
  const price = keyRange(bids, priceKeys);
  const tie = keyRange(bids, tieKeys);
  const tieSpan = tie.highest - tie.lowest + 1;
  // Where both fit one safe integer (price first) one sort does; else first by the tie key, then stably by the price.
  const together = (price.highest - price.lowest + 1) * tieSpan <= Number.MAX_SAFE_INTEGER;
  const keys = new Float64Array(bids.length);
  let order: Uint32Array = bids.slice();
  if (!together) {
    for (let at = 0; at < bids.length; at += 1) keys[at] = (tieKeys[bids[at] ?? 0] ?? 0) - tie.lowest;
    order = radixSort(order, keys, tie.highest - tie.lowest);
  }
  for (let at = 0; at < order.length; at += 1) {
    const bid = order[at] ?? 0;
    const worse = price.highest - (priceKeys[bid] ?? 0);
    keys[at] = together ? worse * tieSpan + ((tieKeys[bid] ?? 0) - tie.lowest) : worse;
  }
  order = radixSort(order, keys, together ? (price.highest - price.lowest + 1) * tieSpan : price.highest - price.lowest);
  orderEqualRuns(order, keys, tieKeys, compare);
  return order;
}

/** Sorts every run of bids that are equal in both keys by `compare`. Equal `keys` may still differ in the tie key's, never the other way. */
function orderEqualRuns(order: Uint32Array, keys: Float64Array, tieKeys: Float64Array, compare: (a: number, b: number) => number): void {
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && keys[end] === keys[start] && tieKeys[order[end] ?? 0] === tieKeys[order[start] ?? 0]) end += 1;
    if (end - start > 1) order.subarray(start, end).sort(compare);
    start = end;
  }
}
