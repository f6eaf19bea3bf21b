import { monthOfDay, type PlainDate, type YearMonth } from "../kernel/calendar.ts";
import { type Decimal, decimal, roundToFen, zero } from "../kernel/decimal.ts";
import { expiryOf, type Instrument } from "../ledger/instrument.ts";
import type { BaselinePrice } from "./baseline-price.ts";

/** Version of the method below: values name it, and another method has another. */
export const methodVersion = 1;

/** Months of an instrument's term that have not begun on a day; the whole term before it begins. Undefined where it has no months. */
export function monthsNotBegun(instrument: Instrument, day: PlainDate): number | undefined {
  const [first, last] = instrument.split("/").slice(-2);
  if (!first || !last || !/^\d{4}-\d{2}$/.test(first) || !/^\d{4}-\d{2}$/.test(last)) return undefined;
  const [index, from, to] = [indexOf(monthOfDay(day)), indexOf(first), indexOf(last)];
  return Math.max(0, to - Math.max(from - 1, index));
}

/**
 * The value of a quantity of an instrument on a day in CNY, half up to the fen: price x quantity x months of its term not begun / priced
 * months. Zero once the instrument has expired; without the months where the price does not depend on time.
 */
export function positionValue(
  quantity: Decimal,
  instrument: Instrument,
  { priceCny, pricedMonths }: Pick<BaselinePrice, "priceCny" | "pricedMonths">,
  day: PlainDate,
): Decimal {
  const whole = decimal(priceCny).mul(quantity);
  if (pricedMonths === undefined) return isOver(instrument, day) ? zero : roundToFen(whole);
  return roundToFen(whole.mul(monthsNotBegun(instrument, day) ?? 0).div(pricedMonths));
}

/** Whether the last month of an instrument is over on a day. */
function isOver(instrument: Instrument, day: PlainDate): boolean {
  const last = instrument.slice(instrument.lastIndexOf("/") + 1);
  return expiryOf(instrument) !== undefined && last < monthOfDay(day);
}

function indexOf(month: YearMonth): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}
