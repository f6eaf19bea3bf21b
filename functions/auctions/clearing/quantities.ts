import type { BidBook } from "./bid-book.ts";
import { keyRange } from "./columns/radix-sort.ts";
import { cutToGroupLimit } from "./group-limits.ts";
import type { Ranking } from "./ranking.ts";

/**
 * The quantities of all bids in whole steps, and the sums the rules need. Sums are `bigint`; per bid the narrow form computes in doubles,
 * which is exact because it is used only while the total of everything is a safe integer. The wide form has no bound.
 */
export interface Quantities {
  /** Steps of one bid. */
  at(bid: number): number | bigint;
  /** Replaces the steps of one bid. */
  set(bid: number, steps: bigint): void;
  /** Steps of some bids, in their order. */
  gather(bids: Uint32Array): Float64Array | bigint[];
  /** Sum over some bids. */
  total(bids: Uint32Array): bigint;
  /** Cuts quantities so that no group has more than `limit`, best bids first; returns whether anything was cut. */
  cutToLimit(bids: Uint32Array, book: BidBook, limit: bigint, rank: Ranking): boolean;
  /** The key that the last step of `supply` goes to when higher keys come first (the lowest key if supply is left). At least one bid. */
  margin(bids: Uint32Array, keys: Float64Array, supply: bigint): Margin;
}

/** See `Quantities.margin`. */
export interface Margin {
  readonly key: number;
  /** Steps wanted by bids with higher keys. */
  readonly above: bigint;
  /** The bids with this key, in the order given. */
  readonly tied: Uint32Array;
}

/** Quantities over a fresh array of whole steps, which they take over. `supply` is the maximum that is ever sold. */
export function quantitiesOf(steps: Float64Array | bigint[], supply: bigint): Quantities {
  if (!(steps instanceof Float64Array)) return new WideQuantities(steps);
  let total = 0;
  for (let bid = 0; bid < steps.length; bid += 1) total += steps[bid] ?? 0;
  // A sum of doubles that ever leaves the safe range can't come back below it, so the test of the final sum is enough.
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  if (total <= Number.MAX_SAFE_INTEGER && supply <= safe) return new NarrowQuantities(steps);
  return new WideQuantities(Array.from(steps, BigInt));
}

/** As many buckets as fit in the processor's first-level cache. */
const bucketCount = 2 ** 12;

class NarrowQuantities implements Quantities {
  private readonly steps: Float64Array;

  constructor(steps: Float64Array) {
    this.steps = steps;
  }

  at(bid: number): number {
    return this.steps[bid] ?? 0;
  }

  set(bid: number, steps: bigint): void {
    this.steps[bid] = Number(steps);
  }

  gather(bids: Uint32Array): Float64Array {
    const { steps } = this;
    const gathered = new Float64Array(bids.length);
    for (let at = 0; at < bids.length; at += 1) gathered[at] = steps[bids[at] ?? 0] ?? 0;
    return gathered;
  }

  total(bids: Uint32Array): bigint {
    const { steps } = this;
    let total = 0;
    for (let at = 0; at < bids.length; at += 1) total += steps[bids[at] ?? 0] ?? 0;
    return BigInt(total);
  }

  cutToLimit(bids: Uint32Array, book: BidBook, limit: bigint, rank: Ranking): boolean {
    return cutToGroupLimit(this.steps, bids, book, Math.min(Number(limit), Number.MAX_SAFE_INTEGER), rank);
  }

  /** Weighted radix selection: only the bucket with the margin is processed further: at most five rounds and no sort. */
  margin(bids: Uint32Array, keys: Float64Array, supply: bigint): Margin {
    const { steps } = this;
    let wanted = Number(supply);
    let above = 0;
    let candidates = bids;
    for (;;) {
      const { lowest, highest } = keyRange(candidates, keys);
      if (lowest === highest) return { key: lowest, above: BigInt(above), tied: candidates };
      const scale = bucketScale(highest - lowest);
      const weights = new Float64Array(bucketCount);
      for (let at = 0; at < candidates.length; at += 1) {
        const bid = candidates[at] ?? 0;
        const bucket = ((highest - (keys[bid] ?? 0)) * scale) >>> 0;
        weights[bucket] = (weights[bucket] ?? 0) + (steps[bid] ?? 0);
      }
      let bucket = 0;
      const last = ((highest - lowest) * scale) >>> 0;
      while (bucket < last && (weights[bucket] ?? 0) < wanted) {
        wanted -= weights[bucket] ?? 0;
        above += weights[bucket] ?? 0;
        bucket += 1;
      }
      candidates = inBucket(candidates, keys, highest, scale, bucket);
    }
  }
}

/** The bids whose key falls into one bucket of `highest - key`. */
function inBucket(bids: Uint32Array, keys: Float64Array, highest: number, scale: number, bucket: number): Uint32Array {
  const kept = new Uint32Array(bids.length);
  let next = 0;
  for (let at = 0; at < bids.length; at += 1) {
    const bid = bids[at] ?? 0;
    if (((highest - (keys[bid] ?? 0)) * scale) >>> 0 === bucket) {
      kept[next] = bid;
      next += 1;
    }
  }
  return kept.subarray(0, next);
}

/** A power of two that maps 0..range to buckets; powers of two keep the products exact, so equal keys share a bucket. */
function bucketScale(range: number): number {
  let scale = 1;
  while (range * scale >= bucketCount) scale /= 2;
  return scale;
}

class WideQuantities implements Quantities {
  private readonly steps: bigint[];

  constructor(steps: bigint[]) {
    this.steps = steps;
  }

  at(bid: number): bigint {
    return this.steps[bid] ?? 0n;
  }

  set(bid: number, steps: bigint): void {
    this.steps[bid] = steps;
  }

  gather(bids: Uint32Array): bigint[] {
    return Array.from(bids, (bid) => this.at(bid));
  }

  total(bids: Uint32Array): bigint {
    let total = 0n;
    for (const bid of bids) total += this.at(bid);
    return total;
  }

  cutToLimit(bids: Uint32Array, { groups, names }: BidBook, limit: bigint, rank: Ranking): boolean {
    const left = names.map(() => limit);
    let cut = false;
    for (const bid of rank(bids)) {
      const group = groups[bid] ?? 0;
      const room = left[group] ?? 0n;
      const wanted = this.at(bid);
      const kept = wanted < room ? wanted : room;
      if (kept < wanted) cut = true;
      this.steps[bid] = kept;
      left[group] = room - kept;
    }
    return cut;
  }

  margin(bids: Uint32Array, keys: Float64Array, supply: bigint): Margin {
    const byKey = bids.slice().sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0));
    let key = Number.NaN;
    let above = 0n;
    let seen = 0n;
    for (const bid of byKey) {
      if (seen >= supply) break;
      if (keys[bid] !== key) {
        key = keys[bid] ?? 0;
        above = seen;
      }
      seen += this.at(bid);
    }
    return { key, above, tied: bids.filter((bid) => keys[bid] === key) };
  }
}
