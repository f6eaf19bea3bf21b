import { Decimal as DecimalLibrary } from "decimal.js";

/**
 * The only decimal type of the product: exact for money (fen), tonnes (kilograms) and prices.
 * Forty digits hold every product of a 24-digit price and a 15-digit quantity; results never print with an exponent.
 */
export const Decimal = DecimalLibrary.clone({
  precision: 40,
  rounding: DecimalLibrary.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  defaults: true,
});
/** A value of the decimal type. */
export type Decimal = InstanceType<typeof Decimal>;

/** A plain decimal: optional minus, digits, optional fraction. No exponent, no plus, no spaces, no full-width digits. */
export const decimalPattern = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

/** Reads a plain decimal; throws a `RangeError` on anything else, so that no value is ever read as a float. */
export function decimal(text: string): Decimal {
  if (!decimalPattern.test(text)) throw new RangeError(`not a plain decimal: ${JSON.stringify(text)}`);
  return new Decimal(text);
}

/** Zero, for sums. */
export const zero: Decimal = new Decimal(0);

/** The exact sum of the values; zero for none. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = zero;
  for (const value of values) total = total.plus(value);
  return total;
}

/** The quotient to so many places, half up and away from zero: rounded once, however many digits it has. */
export function dividedHalfUp(dividend: Decimal, divisor: Decimal, places: number): Decimal {
  const steps = new Decimal(10).pow(places);
  // Whole halves of a step, so that a quotient rounded once is not rounded again.
  const halves = dividend.abs().times(steps).times(2).divToInt(divisor.abs());
  const size = halves.plus(1).divToInt(2).div(steps);
  return dividend.isNegative() === divisor.isNegative() ? size : size.negated();
}

/** The smaller of two values. */
export function least(a: Decimal, b: Decimal): Decimal {
  return a.lt(b) ? a : b;
}

/** Whether `value` is a whole multiple of `step` (step above zero), computed exactly. */
export function isMultiple(value: Decimal, step: Decimal): boolean {
  return value.mod(step).isZero();
}

/** Shortest plain notation: no exponent, no trailing zeros, never "-0". */
export function plain(value: Decimal): string {
  return value.isZero() ? "0" : value.toFixed();
}

/** Rounds half up to the fen (0.01 CNY): the rule for every amount that is paid. */
export function roundToFen(value: Decimal): Decimal {
  return value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

/** Rounds down to the fen (0.01 CNY): the rule for limits, which nothing may exceed. */
export function floorToFen(value: Decimal): Decimal {
  return value.toDecimalPlaces(2, Decimal.ROUND_DOWN);
}

/** Rounds down to whole kilograms (0.001 t): what is delivered never exceeds what was bought. */
export function floorToKilogram(value: Decimal): Decimal {
  return value.toDecimalPlaces(3, Decimal.ROUND_DOWN);
}

/** Money on the wire: always two decimals. */
export function formatFen(value: Decimal): string {
  return value.toFixed(2, Decimal.ROUND_HALF_UP);
}
