import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { admit, inSteps, type Reasons } from "./admission.ts";
import type { BidBook } from "./bid-book.ts";
import { comparer, formatUnits } from "./decimal-column.ts";
import type { Margin, Quantities } from "./quantities.ts";
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
  /** What each bid got; of no meaning for bids with a reason. */
  readonly quantities: Quantities;
  readonly reasons: Reasons;
  /** The winners, by index or (where a rule needed it) in rank order. */
  readonly winners: Uint32Array;
  readonly rank: Ranking;
}

/** Rules 1 to 9. Limits and winners' share need the whole book ranked; without them only the margin is looked for. */
export function allot(terms: ClearingTerms, book: BidBook): Allotment {
  const { reasons, bids: valid, quantities, priceKeys } = admit(terms, book);
  const rank = ranking(terms, book, priceKeys);
  const limited = applyLimits(terms, book, valid, quantities, reasons, rank);
  const demand = quantities.total(limited);
  const announced = inSteps(terms.quantity, terms);
  const refused = refusal(terms, countGroups(book, limited), demand < announced);
  if (refused !== undefined) {
    for (const bid of limited) reasons.reject(bid, "not-cleared");
    const nothing = { clearingPrice: null, sold: 0n, released: 0n, winners: new Uint32Array(0) };
    return { ...nothing, outcome: refused, demand, quantities, reasons, rank };
  }
  const bids = keepWinningGroups(terms, book, limited, reasons, rank);
  const supply = contain(terms, book, bids, quantities, priceKeys, announced);
  const margin = quantities.margin(bids, priceKeys, supply);
  const { winners, filled, lastAccepted, bestUnfilled } = fill(terms, { bids, quantities, priceKeys, supply, margin, reasons, rank });
  const priceOf = (bid: number) => decimal(formatUnits(book.prices.units[bid] ?? 0, book.prices.places));
  let clearingPrice = priceOf(lastAccepted);
  if (terms.pricing === "uniform" && terms.uniformPrice === "highest-rejected") {
    clearingPrice = bestUnfilled === undefined ? (terms.reservePrice ?? clearingPrice) : priceOf(bestUnfilled);
  }
  return { outcome: "cleared", clearingPrice, demand, sold: filled, released: supply - announced, quantities, reasons, winners, rank };
}

/** Rule 3. Gives the bids left, in rank order when there are limits. */
function applyLimits(terms: ClearingTerms, book: BidBook, bids: Uint32Array, quantities: Quantities, reasons: Reasons, rank: Ranking) {
  const { shareOfQuantity, quantity } = terms.bidderLimit ?? {};
  const limits: bigint[] = [];
  if (shareOfQuantity !== undefined) limits.push(inSteps(terms.quantity.times(shareOfQuantity), terms));
  if (quantity !== undefined) limits.push(inSteps(quantity, terms));
  if (limits.length === 0) return bids;
  const ranked = rank(bids);
  const limit = limits.reduce(lesser);
  quantities.cutToLimit(ranked, book.groups, book.groupCount, limit);
  return keep(ranked, (bid) => {
    if (quantities.at(bid)) return true;
    reasons.reject(bid, "over-limit");
    return false;
  });
}

/** Rules 4 and 5: why nothing is sold, if nothing is. */
function refusal(terms: ClearingTerms, groups: number, demandIsShort: boolean): ClearingResult["outcome"] | undefined {
  if (groups < terms.minimumBidders) return groups === 0 ? "no-valid-bids" : groups === 1 ? "negotiate" : "cancelled";
  return terms.undersubscribed === "cancel" && demandIsShort ? "cancelled" : undefined;
}

function countGroups(book: BidBook, bids: Uint32Array): number {
  const seen = new Uint8Array(book.groupCount);
  let count = 0;
  for (let at = 0; at < bids.length; at += 1) {
    const group = book.groups[bids[at] ?? 0] ?? 0;
    if (seen[group] === 0) {
      seen[group] = 1;
      count += 1;
    }
  }
  return count;
}

/** Rule 6: half up, at least one group, groups ranked by their best bid. */
function keepWinningGroups(terms: ClearingTerms, book: BidBook, bids: Uint32Array, reasons: Reasons, rank: Ranking): Uint32Array {
  if (terms.winnersShare === undefined) return bids;
  const winners = Math.max(1, terms.winnersShare.times(countGroups(book, bids)).round().toNumber());
  const kept = new Uint8Array(book.groupCount);
  let count = 0;
  return keep(rank(bids), (bid) => {
    const group = book.groups[bid] ?? 0;
    if (kept[group] === 0 && count < winners) {
      kept[group] = 1;
      count += 1;
    }
    if (kept[group] === 1) return true;
    reasons.reject(bid, "outside-winners-share");
    return false;
  });
}

/** Rule 7: the supply with what containment adds, lowest trigger first (equal triggers as written). */
function contain(
  terms: ClearingTerms,
  book: BidBook,
  bids: Uint32Array,
  quantities: Quantities,
  priceKeys: Float64Array,
  announced: bigint,
) {
  let supply = announced;
  for (const tier of terms.containment.toSorted((a, b) => a.trigger.comparedTo(b.trigger))) {
    const beside = comparer(book.prices, tier.trigger);
    const { key } = quantities.margin(bids, priceKeys, supply);
    const last = bids.findIndex((bid) => priceKeys[bid] === key);
    if (beside(bids[last] ?? 0) <= 0) break;
    const wanted = quantities.total(keep(bids, (bid) => beside(bid) >= 0));
    const missing = wanted - supply;
    const available = inSteps(tier.quantity, terms);
    if (missing > 0n) supply += lesser(missing, available);
  }
  return supply;
}

interface Filling {
  readonly bids: Uint32Array;
  readonly quantities: Quantities;
  readonly priceKeys: Float64Array;
  readonly supply: bigint;
  readonly margin: Margin;
  readonly reasons: Reasons;
  readonly rank: Ranking;
}

/** Rule 8. `lastAccepted` and `bestUnfilled` are bids whose price may become the clearing price (rule 9). */
function fill(terms: ClearingTerms, { bids, quantities, priceKeys, supply, margin, reasons, rank }: Filling) {
  const tied = keep(bids, (bid) => priceKeys[bid] === margin.key);
  const lastAccepted = tied[0];
  invariant(lastAccepted !== undefined, "some bid stands at the margin");
  const left = supply - margin.above;
  const wanted = quantities.total(tied);
  const allFilled = wanted <= left;
  if (!allFilled) {
    if (terms.ties === "pro-rata") shareInProportion(rank(tied), quantities, left, wanted);
    else cutInOrder(rank(tied), quantities, left);
  }
  let best = Number.NEGATIVE_INFINITY;
  let bestUnfilled = allFilled ? undefined : lastAccepted;
  const winners = keep(bids, (bid) => {
    const key = priceKeys[bid] ?? 0;
    if (key > margin.key || (key === margin.key && quantities.at(bid))) return true;
    reasons.reject(bid, "outbid");
    if (allFilled && key > best) {
      best = key;
      bestUnfilled = bid;
    }
    return false;
  });
  return { winners, filled: margin.above + (allFilled ? wanted : left), lastAccepted, bestUnfilled };
}

/** Fills in rank order; the bid that reaches the end is cut, the others get nothing. */
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

/** The bids that pass a test, in the same order. */
function keep(bids: Uint32Array, test: (bid: number) => boolean): Uint32Array {
  const kept = new Uint32Array(bids.length);
  let count = 0;
  for (let at = 0; at < bids.length; at += 1) {
    const bid = bids[at] ?? 0;
    if (test(bid)) {
      kept[count] = bid;
      count += 1;
    }
  }
  return kept.slice(0, count);
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
