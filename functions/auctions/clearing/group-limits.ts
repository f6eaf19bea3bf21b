import type { BidBook } from "./bid-book.ts";
import { keyRange } from "./columns/radix-sort.ts";
import type { Ranking } from "./ranking.ts";

/**
 * Cuts `steps` so that no group has more than `limit`, best bids first; returns whether anything was cut. A sum per group tells which
 * groups are over the limit: only their bids are processed further, and only those that tie at their group's margin are ranked.
 */
export function cutToGroupLimit(steps: Float64Array, bids: Uint32Array, book: BidBook, limit: number, rank: Ranking): boolean {
  const { groups, priceKeys } = book;
  const totals = new Float64Array(book.names.length);
  for (let at = 0; at < bids.length; at += 1) {
    const bid = bids[at] ?? 0;
    const group = groups[bid] ?? 0;
    totals[group] = (totals[group] ?? 0) + (steps[bid] ?? 0);
  }
  const { grouped, ends } = bidsOverLimit(bids, groups, totals, limit);
  if (grouped.length === 0) return false;
  const room = new Float64Array(totals.length);
  const contested = new Uint32Array(grouped.length);
  let contestedCount = 0;
  for (let start = 0; start < grouped.length; ) {
    const group = groups[grouped[start] ?? 0] ?? 0;
    const end = ends[group] ?? 0;
    const margin = cutBelowMargin(steps, grouped, priceKeys, { start, end, room: limit });
    room[group] = margin.room;
    contested.set(grouped.subarray(margin.start, margin.end), contestedCount);
    contestedCount += margin.end - margin.start;
    start = end;
  }
  for (const bid of rank(contested.subarray(0, contestedCount))) {
    const group = groups[bid] ?? 0;
    const left = room[group] ?? 0;
    const kept = Math.min(steps[bid] ?? 0, left);
    steps[bid] = kept;
    room[group] = left - kept;
  }
  return true;
}

/** The bids of the groups whose total is over the limit, group by group (a counting sort), and where each group ends. */
function bidsOverLimit(bids: Uint32Array, groups: Uint32Array, totals: Float64Array, limit: number) {
  const ends = new Uint32Array(totals.length);
  if (!totals.some((total) => total > limit)) return { grouped: new Uint32Array(0), ends };
  for (let at = 0; at < bids.length; at += 1) {
    const group = groups[bids[at] ?? 0] ?? 0;
    ends[group] = (ends[group] ?? 0) + 1;
  }
  let count = 0;
  for (let group = 0; group < ends.length; group += 1) {
    const size = (totals[group] ?? 0) > limit ? (ends[group] ?? 0) : 0;
    ends[group] = count;
    count += size;
  }
  const grouped = new Uint32Array(count);
  for (let at = 0; at < bids.length; at += 1) {
    const bid = bids[at] ?? 0;
    const group = groups[bid] ?? 0;
    if ((totals[group] ?? 0) <= limit) continue;
    const place = ends[group] ?? 0;
    grouped[place] = bid;
    ends[group] = place + 1;
  }
  return { grouped, ends };
}

/** Bids of one group by their place in `grouped`, and the steps that are left for them. */
interface Contested {
  readonly start: number;
  readonly end: number;
  readonly room: number;
}

/**
 * Finds the bids at a group's margin by halving its price range; bids above the margin take their steps from the room, bids below are cut
 * to zero. Halving values instead of bids keeps it fast for any order of bids.
 */
function cutBelowMargin(steps: Float64Array, grouped: Uint32Array, keys: Float64Array, group: Contested): Contested {
  let { start, end, room } = group;
  for (;;) {
    const { lowest, highest } = keyRange(grouped, keys, start, end);
    if (lowest === highest) return { start, end, room };
    const middle = lowest + Math.ceil((highest - lowest) / 2);
    let upperEnd = start;
    let wanted = 0;
    for (let at = start; at < end; at += 1) {
      // Always swaps and advances only where right: cheaper than an unpredictable branch.
      const bid = grouped[at] ?? 0;
      grouped[at] = grouped[upperEnd] ?? 0;
      grouped[upperEnd] = bid;
      const inUpper = Number((keys[bid] ?? 0) >= middle);
      upperEnd += inUpper;
      wanted += inUpper * (steps[bid] ?? 0);
    }
    if (wanted >= room) {
      for (let at = upperEnd; at < end; at += 1) steps[grouped[at] ?? 0] = 0;
      end = upperEnd;
    } else {
      room -= wanted;
      start = upperEnd;
    }
  }
}
