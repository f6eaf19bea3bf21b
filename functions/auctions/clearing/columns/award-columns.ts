import { Decimal } from "../../../../shared/kernel/decimal.ts";
import type { Allotment } from "../allotment.ts";
import type { BidBook } from "../bid-book.ts";
import type { ClearingTerms } from "../schema.ts";
import { formatUnits, powerOfTen, toUnits } from "./decimal-column.ts";

/** The awards in rank order, in columns. */
export interface AwardColumns {
  /** Index of the bid in the book. */
  readonly bids: Uint32Array;
  /** Awarded quantity in whole steps. */
  readonly steps: Float64Array | bigint[];
  /** What is to be paid, in fen. */
  readonly fen: Float64Array | bigint[];
}

/** Ranks the winners of a sale and computes rule 10's amounts: quantity x price x years, half up to the fen. */
export function rankAwards(terms: ClearingTerms, book: BidBook, allotment: Allotment): AwardColumns {
  const bids = allotment.rank(allotment.winners);
  const stepPlaces = terms.quantityStep.decimalPlaces();
  const uniform = terms.pricing === "uniform" ? (allotment.clearingPrice ?? new Decimal(0)) : undefined;
  const pricePlaces = uniform?.decimalPlaces() ?? book.prices.places;
  const perStep = toUnits(terms.quantityStep, stepPlaces) * BigInt(terms.years);
  const factors = { bids, perStep, uniform: uniform && toUnits(uniform, pricePlaces), places: stepPlaces + pricePlaces };
  const steps = allotment.quantities.gather(bids);
  return (steps instanceof Float64Array ? narrowAwards(book, steps, factors) : undefined) ?? wideAwards(book, steps, factors);
}

interface Factors {
  readonly bids: Uint32Array;
  /** Step x years, without its decimals. */
  readonly perStep: bigint;
  /** The one price, without its decimals; undefined where each pays its own. */
  readonly uniform: bigint | undefined;
  /** Decimals of the product. */
  readonly places: number;
}

/** In doubles while every product is a safe integer (checked after the multiplication: a larger one can't round into the safe range). */
function narrowAwards(book: BidBook, steps: Float64Array, { bids, perStep, uniform, places }: Factors): AwardColumns | undefined {
  if (places > 15) return undefined;
  const prices = uniform === undefined ? narrowPrices(book, bids) : new Float64Array(1).fill(Number(uniform));
  if (prices === undefined) return undefined;
  const perPrice = uniform === undefined ? 1 : 0;
  const factor = Number(perStep) * 10 ** Math.max(0, 2 - places);
  const perFen = 10 ** Math.max(0, places - 2);
  const fen = new Float64Array(bids.length);
  let largest = Math.max(factor, prices[0] ?? 0);
  for (let at = 0; at < bids.length; at += 1) {
    const weighted = (steps[at] ?? 0) * factor;
    const product = weighted * (prices[at * perPrice] ?? 0);
    largest = Math.max(largest, weighted, product);
    // The quotient of safe integers never rounds up to the next whole number, so its whole part and the rest are exact.
    const whole = Math.floor(product / perFen);
    fen[at] = (product - whole * perFen) * 2 >= perFen ? whole + 1 : whole;
  }
  return largest <= Number.MAX_SAFE_INTEGER ? { bids, steps, fen } : undefined;
}

/** The prices of some bids in units of the column; undefined where they are no safe integers. */
function narrowPrices(book: BidBook, bids: Uint32Array): Float64Array | undefined {
  if (book.prices.kind === "wide") return undefined;
  const { units } = book.prices;
  const prices = new Float64Array(bids.length);
  for (let at = 0; at < bids.length; at += 1) prices[at] = units[bids[at] ?? 0] ?? 0;
  return prices;
}

function wideAwards(book: BidBook, steps: Float64Array | bigint[], { bids, perStep, uniform, places }: Factors): AwardColumns {
  const scale = powerOfTen(places);
  const fen = Array.from(bids, (bid, at) => {
    const price = uniform ?? BigInt(book.prices.units[bid] ?? 0);
    return (BigInt(steps[at] ?? 0) * perStep * price * 200n + scale) / (2n * scale);
  });
  return { bids, steps, fen };
}

/** An amount in fen as money on the wire. */
export function formatFenUnits(fen: number | bigint): string {
  const digits = String(fen).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Whole steps as a quantity: plain notation. */
export function stepsFormatter(terms: ClearingTerms): (steps: number | bigint) => string {
  const places = terms.quantityStep.decimalPlaces();
  const unit = toUnits(terms.quantityStep, places);
  const small = Number(unit);
  return (steps) => {
    const units = typeof steps === "number" ? steps * small : Number.NaN;
    return formatUnits(units <= Number.MAX_SAFE_INTEGER ? units : BigInt(steps) * unit, places);
  };
}
