import { type Decimal, roundToFen } from "../kernel/decimal.ts";

/** What a bidder's deposit is computed from. */
export interface DepositTerms {
  /** CNY for one tonne a year. */
  readonly basePrice: Decimal;
  /** Share of the value at the base price, such as 0.10 (Quzhou 2015) or 0.30 (Hubei). */
  readonly rate: Decimal;
  /** Tonnes a year that the bidder wants. */
  readonly tonnes: Decimal;
  /** Years of the term on sale. */
  readonly years: number;
}

/** The deposit in CNY: base price x rate x tonnes x years, half up to the fen. */
export function bidDeposit({ basePrice, rate, tonnes, years }: DepositTerms): Decimal {
  return roundToFen(basePrice.times(rate).times(tonnes).times(years));
}
