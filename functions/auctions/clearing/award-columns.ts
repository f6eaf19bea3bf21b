import { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Allotment } from "./allotment.ts";
import type { BidBook } from "./bid-book.ts";
import { formatUnits, powerOfTen, toUnits } from "./decimal-column.ts";
import type { ClearingTerms } from "./schema.ts";

/** The awards in rank order, in columns. */
export interface AwardColumns {
  /** Index of the bid in the book. */
  readonly bids: Uint32Array;
  /** Awarded quantity in whole steps. */
  readonly steps: Float64Array | readonly bigint[];
  /** What is to be paid, in fen. */
  readonly fen: Float64Array | readonly bigint[];
}

/** Ranks the winners of a sale and computes rule 10's amounts: quantity x price x years, half up to the fen. */
export function rankAwards(terms: ClearingTerms, book: BidBook, allotment: Allotment): AwardColumns {
  const bids = allotment.rank(allotment.winners);
  const stepPlaces = terms.quantityStep.decimalPlaces();
  const uniform = terms.pricing === "uniform" ? (allotment.clearingPrice ?? new Decimal(0)) : undefined;
  const pricePlaces = uniform?.decimalPlaces() ?? book.prices.places;
  const perStep = toUnits(terms.quantityStep, stepPlaces) * BigInt(terms.years);
  const factors = { bids, perStep, uniform: uniform && toUnits(uniform, pricePlaces), places: stepPlaces + pricePlaces };
  return narrowAwards(book, allotment, factors) ?? wideAwards(book, allotment, factors);
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
function narrowAwards(book: BidBook, { quantities }: Allotment, { bids, perStep, uniform, places }: Factors): AwardColumns | undefined {
  if (book.prices.kind === "wide" || places > 15) return undefined;
  const { units } = book.prices;
  const factor = Number(perStep);
  const onePrice = uniform === undefined ? undefined : Number(uniform);
  if (factor > Number.MAX_SAFE_INTEGER || (onePrice ?? 0) > Number.MAX_SAFE_INTEGER) return undefined;
  const perFen = 10 ** Math.max(0, places - 2);
  const fenPerUnit = 10 ** Math.max(0, 2 - places);
  const steps = new Float64Array(bids.length);
  const fen = new Float64Array(bids.length);
  for (let at = 0; at < bids.length; at += 1) {
    const bid = bids[at] ?? 0;
    const awarded = quantities.at(bid);
    if (typeof awarded === "bigint") return undefined;
    const weighted = awarded * factor;
    const product = weighted * (onePrice ?? units[bid] ?? 0) * fenPerUnit;
    if (weighted > Number.MAX_SAFE_INTEGER || product > Number.MAX_SAFE_INTEGER) return undefined;
    // The quotient of safe integers never rounds up to the next whole number, so its whole part and the rest are exact.
    const whole = Math.floor(product / perFen);
    steps[at] = awarded;
    fen[at] = (product - whole * perFen) * 2 >= perFen ? whole + 1 : whole;
  }
  return { bids, steps, fen };
}

function wideAwards(book: BidBook, { quantities }: Allotment, { bids, perStep, uniform, places }: Factors): AwardColumns {
  const scale = powerOfTen(places);
  const steps = Array.from(bids, (bid) => BigInt(quantities.at(bid)));
  const fen = Array.from(bids, (bid, at) => {
    const price = uniform ?? BigInt(book.prices.units[bid] ?? 0);
    return ((steps[at] ?? 0n) * perStep * price * 200n + scale) / (2n * scale);
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
