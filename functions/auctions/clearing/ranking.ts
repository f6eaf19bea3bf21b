import { hash } from "node:crypto";
import type { BidBook } from "./bid-book.ts";
import { keyRange, radixSort } from "./columns/radix-sort.ts";
import { compareUtf8 } from "./columns/utf8-order.ts";
import type { ClearingTerms } from "./schema.ts";

/** Ranks some bids of a book: best first, a new array. */
export type Ranking = (bids: Uint32Array) => Uint32Array;

/** Rule 2: price from high to low, then time of receipt (or with `draw` the SHA-256 of `drawSeed:bidId`), then id bytewise. */
export function ranking(terms: ClearingTerms, book: BidBook): Ranking {
  if (terms.ties === "draw") return drawRanking(terms.drawSeed ?? "", book);
  return (bids) => rank(bids, book.priceKeys, book.timeKeys, (a, b) => compareIds(book, a, b));
}

/** The place of a bid in the draw: SHA-256 of the UTF-8 text `seed:bidId`, lower-case hex, lowest first. */
export function drawHash(seed: string, bidId: string): string {
  return hash("sha256", `${seed}:${bidId}`, "hex");
}

function compareIds(book: BidBook, a: number, b: number): number {
  return compareUtf8(book.ids.at(a), book.ids.at(b));
}

/** A stable radix sort by safe-integer keys; bids that are still equal are put in order by comparison. */
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

/**
 * Sorts every run of bids that are equal in both keys by `compare`. Equal `keys` may still differ in `tieKeys`, never the other way round.
 */
function orderEqualRuns(order: Uint32Array, keys: Float64Array, tieKeys: Float64Array, compare: (a: number, b: number) => number): void {
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && keys[end] === keys[start] && tieKeys[order[end] ?? 0] === tieKeys[order[start] ?? 0]) end += 1;
    if (end - start > 1) order.subarray(start, end).sort(compare);
    start = end;
  }
}

/** A hash costs more than everything else that ranks a bid: bids are ranked by price, and only those with equal prices are hashed, once. */
function drawRanking(seed: string, book: BidBook): Ranking {
  const { priceKeys, ids } = book;
  // The first six bytes of a bid's hash, a safe integer; 0 while it isn't known. Bids with equal prefixes are compared in full.
  const drawKeys = new Float64Array(book.length);
  const prefix = `${seed}:`;
  const draw = (bid: number) => drawHash(seed, ids.at(bid));
  const compare = (a: number, b: number) => compareUtf8(draw(a), draw(b)) || compareIds(book, a, b);
  return (bids) => {
    const { lowest, highest } = keyRange(bids, priceKeys);
    const keys = new Float64Array(bids.length);
    for (let at = 0; at < bids.length; at += 1) keys[at] = highest - (priceKeys[bids[at] ?? 0] ?? 0);
    const order = radixSort(bids.slice(), keys, highest - lowest);
    const tied = new Uint8Array(book.length);
    for (let at = 1; at < order.length; at += 1) {
      if (keys[at] !== keys[at - 1]) continue;
      tied[order[at - 1] ?? 0] = 1;
      tied[order[at] ?? 0] = 1;
    }
    // In the given order, mostly that of the book, so that the ids are adjacent in memory.
    for (let at = 0; at < bids.length; at += 1) {
      const bid = bids[at] ?? 0;
      if (tied[bid] === 1 && drawKeys[bid] === 0) drawKeys[bid] = drawKey(prefix + ids.at(bid));
    }
    for (let start = 0; start < order.length; ) {
      let end = start + 1;
      while (end < order.length && keys[end] === keys[start]) end += 1;
      if (end - start > longestInsertion) order.set(rank(order.subarray(start, end), priceKeys, drawKeys, compare), start);
      else if (end - start > 1) insertionSort(order, start, end, drawKeys, compare);
      start = end;
    }
    return order;
  };
}

/** The first six bytes of the SHA-256 of a text. */
function drawKey(text: string): number {
  const bytes = hash("sha256", text, "binary");
  const high = (bytes.charCodeAt(0) << 16) | (bytes.charCodeAt(1) << 8) | bytes.charCodeAt(2);
  const low = (bytes.charCodeAt(3) << 16) | (bytes.charCodeAt(4) << 8) | bytes.charCodeAt(5);
  return high * 2 ** 24 + low;
}

/** The longest run that is put in order by insertion. Most are two or three bids long, and there are hundreds of thousands of them. */
const longestInsertion = 48;

function insertionSort(
  order: Uint32Array,
  start: number,
  end: number,
  keys: Float64Array,
  compare: (a: number, b: number) => number,
): void {
  for (let at = start + 1; at < end; at += 1) {
    const bid = order[at] ?? 0;
    let place = at;
    for (; place > start; place -= 1) {
      const before = order[place - 1] ?? 0;
      const difference = (keys[before] ?? 0) - (keys[bid] ?? 0);
      if (difference < 0 || (difference === 0 && compare(before, bid) <= 0)) break;
      order[place] = before;
    }
    order[place] = bid;
  }
}
