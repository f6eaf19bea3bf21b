import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import type { BaselinePrice } from "../../../shared/valuation/baseline-price.ts";
import { methodVersion, monthsNotBegun, positionValue } from "../../../shared/valuation/position-value.ts";
import type { PriceOnDay } from "../../../shared/valuation/price-on-day.ts";

/** A position of the ledger: who holds what. */
export interface PositionName {
  readonly account: Account;
  readonly instrument: Instrument;
}

/** What a position holds after one of its ledger entries. */
export interface ValuedPosition extends PositionName {
  /** Available and held. */
  readonly quantity: Decimal;
  /** Number of the entry: positions count their entries. */
  readonly entries: number;
}

/**
 * What a position was worth from a day on: the quantity after one of its ledger entries by one price. All of it follows from the entry, the price
 * and the day, so whoever computes it writes the same bytes.
 */
export interface Value extends Omit<BaselinePrice, "version"> {
  readonly asOf: PlainDate;
  readonly entry: number;
  readonly quantity: Decimal;
  /** Absent where the price does not depend on time. */
  readonly monthsNotBegun?: number;
  readonly valueCny: Decimal;
  readonly priceVersion: number;
  readonly methodVersion: number;
}

/** The value of a position by the price of a day. */
export function valueBy(position: ValuedPosition, { price, asOf }: PriceOnDay): Value {
  const { instrument, quantity, entries: entry } = position;
  const { item, area, period, effectiveOn, version: priceVersion, priceCny, pricedMonths } = price;
  const months = pricedMonths === undefined ? undefined : monthsNotBegun(instrument, asOf);
  return {
    ...{ asOf, entry, quantity, ...(months !== undefined && { monthsNotBegun: months }) },
    valueCny: positionValue(quantity, instrument, price, asOf),
    ...{ item, area, period, effectiveOn, priceVersion, priceCny, ...(pricedMonths !== undefined && { pricedMonths }) },
    methodVersion,
  };
}
