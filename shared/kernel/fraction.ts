import { Decimal } from "./decimal.ts";
import { invariant } from "./invariant.ts";

/**
 * An exact quotient of whole numbers, for what decimals cannot hold: thirds. Sums and products of fractions have no rounding, so that a half
 * is a half when it is rounded in the end.
 */
export interface Fraction {
  readonly numerator: bigint;
  /** Above zero. */
  readonly denominator: bigint;
}

/** A fraction in lowest terms. */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
  invariant(denominator !== 0n, "a fraction has a denominator");
  const divisor = greatestCommonDivisor(numerator, denominator);
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/** The fraction that a decimal is. */
export function fractionOf(value: Decimal): Fraction {
  const places = value.decimalPlaces();
  const scale = 10n ** BigInt(places);
  return fraction(BigInt(value.mul(new Decimal(10).pow(places)).toFixed(0)), scale);
}

/** The product. */
export function times(one: Fraction, other: Fraction): Fraction {
  return fraction(one.numerator * other.numerator, one.denominator * other.denominator);
}

/** The quotient; a fault for a divisor of zero. */
export function over(one: Fraction, other: Fraction): Fraction {
  return fraction(one.numerator * other.denominator, one.denominator * other.numerator);
}

/** A fraction that is not below zero, half up to so many places, in plain notation: `104.11`. */
export function halfUp({ numerator, denominator }: Fraction, places: number): string {
  invariant(numerator >= 0n, "only what is not below zero is rounded half up");
  const scaled = (2n * numerator * 10n ** BigInt(places) + denominator) / (2n * denominator);
  const digits = scaled.toString().padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The least whole number above zero that both divide. */
export function leastCommonMultiple(one: bigint, other: bigint): bigint {
  return (one / greatestCommonDivisor(one, other)) * other;
}

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other < 0n ? -other : other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
