import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { admit, inSteps, type Reasons } from "./admission.ts";
import type { BidBook } from "./bid-book.ts";
import { formatUnits, lowestKey } from "./columns/decimal-column.ts";
import type { Quantities } from "./quantities.ts";
import { type Ranking, ranking } from "./ranking.ts";
import type { ClearingResult, ClearingTerms } from "./schema.ts";

/** Prices and quantities of a cleared book; the winners aren't ranked yet. Quantities are in whole steps. */
export interface Allotment {
  readonly outcome: ClearingResult["outcome"];
  /** Null when not cleared. */
  readonly clearingPrice: Decimal | null;
  readonly demand: bigint;
  readonly sold: bigint;
  readonly released: bigint;
  /** Quantity of each bid; meaningless for bids with a reason. */
  readonly quantities: Quantities;
  readonly reasons: Reasons;
  /** The winners, not in rank order. */
  readonly winners: Uint32Array;
  readonly rank: Ranking;
}

/** Rules 1 to 9. Only a winners' share needs the whole book ranked; all other rules find a margin and rank the bids that tie at it. */
export function allot(terms: ClearingTerms, book: BidBook): Allotment {
  const { reasons, bids: valid, quantities } = admit(terms, book);
  const rank = ranking(terms, book);
  const sale: Sale = { terms, book, quantities, reasons, rank };
  const limited = applyLimits(sale, valid);
  const demand = quantities.total(limited);
  const announced = inSteps(terms.quantity, terms);
  const refused = refusal(terms, countGroups(book, limited, terms.minimumBidders), demand < announced);
  if (refused !== undefined) {
    reasons.reject(limited, "not-cleared");
    const nothing = { clearingPrice: null, sold: 0n, released: 0n, winners: new Uint32Array(0) };
    return { ...nothing, outcome: refused, demand, quantities, reasons, rank };
  }
  const bids = keepWinningGroups(sale, limited);
  const supply = contain(sale, bids, announced);
  const { winners, sold, lastAccepted, bestUnfilled } = fill(sale, bids, supply);
  const priceOf = (bid: number) => decimal(formatUnits(book.prices.units[bid] ?? 0, book.prices.places));
  let clearingPrice = priceOf(lastAccepted);
  if (terms.pricing === "uniform" && terms.uniformPrice === "highest-rejected") {
    clearingPrice = bestUnfilled === undefined ? (terms.reservePrice ?? clearingPrice) : priceOf(bestUnfilled);
  }
  return { outcome: "cleared", clearingPrice, demand, sold, released: supply - announced, quantities, reasons, winners, rank };
}

/** Inputs of the rules. */
interface Sale {
  readonly terms: ClearingTerms;
  readonly book: BidBook;
  readonly quantities: Quantities;
  readonly reasons: Reasons;
  readonly rank: Ranking;
}

/** Rule 3. Returns the bids left. */
function applyLimits({ terms, book, quantities, reasons, rank }: Sale, bids: Uint32Array): Uint32Array {
  const { shareOfQuantity, quantity } = terms.bidderLimit ?? {};
  const limits: bigint[] = [];
  if (shareOfQuantity !== undefined) limits.push(inSteps(terms.quantity.times(shareOfQuantity), terms));
  if (quantity !== undefined) limits.push(inSteps(quantity, terms));
  if (limits.length === 0) return bids;
  if (!quantities.cutToLimit(bids, book, limits.reduce(lesser), rank)) return bids;
  const { served, unserved } = byService(bids, quantities);
  reasons.reject(unserved, "over-limit");
  return served;
}

/** Rules 4 and 5: why nothing is sold, if nothing is. */
function refusal(terms: ClearingTerms, groups: number, demandIsShort: boolean): ClearingResult["outcome"] | undefined {
  if (groups < terms.minimumBidders) return groups === 0 ? "no-valid-bids" : groups === 1 ? "negotiate" : "cancelled";
  return terms.undersubscribed === "cancel" && demandIsShort ? "cancelled" : undefined;
}

/** The number of distinct groups; counting ends at `enough`. */
function countGroups(book: BidBook, bids: Uint32Array, enough = Number.POSITIVE_INFINITY): number {
  const seen = new Uint8Array(book.names.length);
  let count = 0;
  for (let at = 0; at < bids.length && count < enough; at += 1) {
    const group = book.groups[bids[at] ?? 0] ?? 0;
    if (seen[group] === 0) {
      seen[group] = 1;
      count += 1;
    }
  }
  return count;
}

/** Rule 6: half up, at least one group, groups ranked by their best bid. */
function keepWinningGroups({ terms, book, reasons, rank }: Sale, bids: Uint32Array): Uint32Array {
  if (terms.winnersShare === undefined) return bids;
  const winners = Math.max(1, terms.winnersShare.times(countGroups(book, bids)).round().toNumber());
  const ranked = rank(bids);
  const kept = new Uint8Array(book.names.length);
  let count = 0;
  for (const bid of ranked) {
    const group = book.groups[bid] ?? 0;
    if (count === winners) break;
    if (kept[group] === 0) count += 1;
    kept[group] = 1;
  }
  reasons.reject(
    ranked.filter((bid) => kept[book.groups[bid] ?? 0] === 0),
    "outside-winners-share",
  );
  return ranked.filter((bid) => kept[book.groups[bid] ?? 0] === 1);
}

/** Rule 7: the supply with what containment adds, lowest trigger first (equal triggers as written). */
function contain({ terms, book, quantities }: Sale, bids: Uint32Array, announced: bigint): bigint {
  const { prices, priceKeys } = book;
  let supply = announced;
  for (const tier of terms.containment.toSorted((a, b) => a.trigger.comparedTo(b.trigger))) {
    if (quantities.margin(bids, priceKeys, supply).key < lowestKey(prices, priceKeys, tier.trigger, { above: true })) break;
    const from = lowestKey(prices, priceKeys, tier.trigger);
    const missing = quantities.total(bids.filter((bid) => (priceKeys[bid] ?? 0) >= from)) - supply;
    if (missing > 0n) supply += lesser(missing, inSteps(tier.quantity, terms));
  }
  return supply;
}

/** Rule 8. `lastAccepted` and `bestUnfilled` are bids whose price may become the clearing price (rule 9). */
function fill({ terms, book, quantities, reasons, rank }: Sale, bids: Uint32Array, supply: bigint) {
  const { key, above, tied } = quantities.margin(bids, book.priceKeys, supply);
  const lastAccepted = tied[0];
  invariant(lastAccepted !== undefined, "some bid stands at the margin");
  const { higher, lower, bestLower } = splitAt(bids, book.priceKeys, key);
  reasons.reject(lower, "outbid");
  const left = supply - above;
  const wanted = quantities.total(tied);
  if (wanted <= left) return { winners: joined(higher, tied), sold: above + wanted, lastAccepted, bestUnfilled: bestLower };
  if (terms.ties === "pro-rata") shareInProportion(rank(tied), quantities, left, wanted);
  else cutInOrder(rank(tied), quantities, left);
  const { served, unserved } = byService(tied, quantities);
  reasons.reject(unserved, "outbid");
  return { winners: joined(higher, served), sold: supply, lastAccepted, bestUnfilled: lastAccepted };
}

/** Fills in rank order; the bid that exhausts the supply is cut, later ones get nothing. */
function cutInOrder(ranked: Uint32Array, quantities: Quantities, supply: bigint): void {
  let left = supply;
  for (const bid of ranked) {
    const wanted = BigInt(quantities.at(bid));
    const kept = lesser(wanted, left);
    quantities.set(bid, kept);
    left -= kept;
  }
}

/** Shares `supply` in proportion to the quantities: whole steps, largest remainder, then rank. */
function shareInProportion(ranked: Uint32Array, quantities: Quantities, supply: bigint, wanted: bigint): void {
  let left = supply;
  const shares = Array.from(ranked, (bid) => {
    const product = BigInt(quantities.at(bid)) * supply;
    const steps = product / wanted;
    left -= steps;
    return { bid, steps, remainder: product % wanted };
  });
  // Stable, so that equal remainders stay in rank order.
  const byRemainder = shares.toSorted((a, b) => (a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1));
  for (const { bid, steps } of byRemainder) {
    const extra = left > 0n ? 1n : 0n;
    quantities.set(bid, steps + extra);
    left -= extra;
  }
}

/**
 * The bids above and below a key, and one of the best below it. One array holds both, the lower ones from its end. Every bid is written to
 * both ends and one end advances: an unpredictable branch costs more than the write.
 */
function splitAt(bids: Uint32Array, keys: Float64Array, margin: number) {
  const split = new Uint32Array(bids.length);
  let higherEnd = 0;
  let lowerStart = bids.length;
  for (let at = 0; at < bids.length; at += 1) {
    const bid = bids[at] ?? 0;
    const key = keys[bid] ?? 0;
    split[higherEnd] = bid;
    split[lowerStart - 1] = bid;
    higherEnd += Number(key > margin);
    lowerStart -= Number(key < margin);
  }
  const lower = split.subarray(lowerStart);
  let bestLower = lower[0];
  for (let at = 0; at < lower.length; at += 1) {
    const bid = lower[at] ?? 0;
    if ((keys[bid] ?? 0) > (keys[bestLower ?? 0] ?? 0)) bestLower = bid;
  }
  return { higher: split.subarray(0, higherEnd), lower, bestLower };
}

/** The bids with and without a remaining quantity, each in the given order. */
function byService(bids: Uint32Array, quantities: Quantities) {
  const steps = quantities.gather(bids);
  const served = new Uint32Array(bids.length);
  const unserved = new Uint32Array(bids.length);
  let count = 0;
  for (let at = 0; at < bids.length; at += 1) {
    const bid = bids[at] ?? 0;
    served[count] = bid;
    unserved[at - count] = bid;
    count += Number(Boolean(steps[at]));
  }
  return { served: served.subarray(0, count), unserved: unserved.subarray(0, bids.length - count) };
}

/** Both, one after the other. */
function joined(first: Uint32Array, second: Uint32Array): Uint32Array {
  const both = new Uint32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
