import type { BidBook } from "./bid-book.ts";
import { lowestKey, toUnits, wholeSteps } from "./columns/decimal-column.ts";
import { type Quantities, quantitiesOf } from "./quantities.ts";
import { type ClearingTerms, type RejectionReason, rejectionReasons } from "./schema.ts";

/** Why each bid got nothing: one code per bid, 0 while it is in play or when it won. */
export class Reasons {
  private readonly codes: Uint8Array;

  /** No reasons yet for `length` bids. */
  constructor(length: number) {
    this.codes = new Uint8Array(length);
  }

  /** Sets the reason of these bids. */
  reject(bids: Uint32Array, reason: RejectionReason): void {
    const code = rejectionReasons.indexOf(reason) + 1;
    for (let at = 0; at < bids.length; at += 1) this.codes[bids[at] ?? 0] = code;
  }

  /** Sets the reason of every bid with a measure below `least`, unless it has one. */
  rejectBelow(measures: Float64Array | readonly bigint[], least: number, reason: RejectionReason): void {
    const { codes } = this;
    const code = rejectionReasons.indexOf(reason) + 1;
    for (let bid = 0; bid < codes.length; bid += 1) {
      if (codes[bid] === 0 && (measures[bid] ?? 0) < least) codes[bid] = code;
    }
  }

  /** The reason of a bid; undefined for a bid that is in play or won. */
  of(bid: number): RejectionReason | undefined {
    return rejectionReasons[(this.codes[bid] ?? 0) - 1];
  }

  /** The bids that have a reason, or those that have none, by index. */
  select({ rejected }: { readonly rejected: boolean }): Uint32Array {
    const { codes } = this;
    const bids = new Uint32Array(codes.length);
    let count = 0;
    for (let bid = 0; bid < codes.length; bid += 1) {
      if ((codes[bid] !== 0) === rejected) {
        bids[count] = bid;
        count += 1;
      }
    }
    return bids.subarray(0, count);
  }
}

/** Result of rule 1. */
export interface Admission {
  readonly reasons: Reasons;
  /** The valid bids, by index. */
  readonly bids: Uint32Array;
  /** In whole steps; 0 where the quantity is invalid. */
  readonly quantities: Quantities;
}

/** Rule 1 for each bid. The first applicable reason is given, in the order price, reserve price, quantity. */
export function admit(terms: ClearingTerms, book: BidBook): Admission {
  const reasons = new Reasons(book.length);
  const { prices, priceKeys } = book;
  // Units and whole ticks are integers: at least 1 is above zero.
  reasons.rejectBelow(terms.priceTick === undefined ? prices.units : wholeSteps(prices, terms.priceTick), 1, "price-invalid");
  if (terms.reservePrice !== undefined) reasons.rejectBelow(priceKeys, lowestKey(prices, priceKeys, terms.reservePrice), "below-reserve");
  const steps = wholeSteps(book.quantities, terms.quantityStep);
  reasons.rejectBelow(steps, 1, "quantity-invalid");
  return { reasons, bids: reasons.select({ rejected: false }), quantities: quantitiesOf(steps, largestSupply(terms)) };
}

/** Announced quantity and all containment, in whole steps. */
function largestSupply(terms: ClearingTerms): bigint {
  return [terms.quantity, ...terms.containment.map((tier) => tier.quantity)]
    .map((quantity) => inSteps(quantity, terms))
    .reduce((total, steps) => total + steps, 0n);
}

/** A quantity in whole steps, rounded down. */
export function inSteps(quantity: ClearingTerms["quantity"], terms: ClearingTerms): bigint {
  const places = Math.max(quantity.decimalPlaces(), terms.quantityStep.decimalPlaces());
  return toUnits(quantity, places) / toUnits(terms.quantityStep, places);
}
