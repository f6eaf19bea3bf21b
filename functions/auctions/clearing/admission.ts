import type { BidBook } from "./bid-book.ts";
import { comparer, orderKeys, toUnits, wholeSteps } from "./decimal-column.ts";
import { type Quantities, quantitiesOf } from "./quantities.ts";
import { type ClearingTerms, type RejectionReason, rejectionReasons } from "./schema.ts";

/** Why each bid got nothing: one code per bid, 0 while it is in play or when it won. */
export class Reasons {
  private readonly codes: Uint8Array;

  /** No reasons yet for `length` bids. */
  constructor(length: number) {
    this.codes = new Uint8Array(length);
  }

  /** Gives a bid its reason. */
  reject(bid: number, reason: RejectionReason): void {
    this.codes[bid] = rejectionReasons.indexOf(reason) + 1;
  }

  /** The reason of a bid; undefined for a bid that is in play or won. */
  of(bid: number): RejectionReason | undefined {
    return rejectionReasons[(this.codes[bid] ?? 0) - 1];
  }

  /** The bids without a reason, by index. */
  inPlay(): Uint32Array {
    return this.select((code) => code === 0);
  }

  /** The bids with a reason, by index. */
  rejected(): Uint32Array {
    return this.select((code) => code !== 0);
  }

  private select(wanted: (code: number) => boolean): Uint32Array {
    const { codes } = this;
    const bids = new Uint32Array(codes.length);
    let count = 0;
    for (let bid = 0; bid < codes.length; bid += 1) {
      if (wanted(codes[bid] ?? 0)) {
        bids[count] = bid;
        count += 1;
      }
    }
    return bids.slice(0, count);
  }
}

/** What rule 1 leaves of a book. */
export interface Admission {
  readonly reasons: Reasons;
  /** The valid bids, by index. */
  readonly bids: Uint32Array;
  /** In whole steps; 0 where the quantity is invalid. */
  readonly quantities: Quantities;
  /** Order keys of the prices. */
  readonly priceKeys: Float64Array;
}

/** Rule 1 for each bid. The first reason that holds is given, in the order price, reserve price, quantity. */
export function admit(terms: ClearingTerms, book: BidBook): Admission {
  const reasons = new Reasons(book.length);
  const steps = wholeSteps(book.quantities, terms.quantityStep);
  const validPrice = priceTest(terms, book);
  const beforeReserve = terms.reservePrice === undefined ? undefined : comparer(book.prices, terms.reservePrice);
  for (let bid = 0; bid < book.length; bid += 1) {
    if (!validPrice(bid)) reasons.reject(bid, "price-invalid");
    else if (beforeReserve !== undefined && beforeReserve(bid) < 0) reasons.reject(bid, "below-reserve");
    else if (!steps[bid]) reasons.reject(bid, "quantity-invalid");
  }
  const quantities = quantitiesOf(steps, largestSupply(terms));
  return { reasons, bids: reasons.inPlay(), quantities, priceKeys: orderKeys(book.prices) };
}

function priceTest(terms: ClearingTerms, book: BidBook): (bid: number) => boolean {
  if (terms.priceTick === undefined) {
    const { units } = book.prices;
    return (bid) => (units[bid] ?? 0) > 0;
  }
  const ticks = wholeSteps(book.prices, terms.priceTick);
  return (bid) => Boolean(ticks[bid]);
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
