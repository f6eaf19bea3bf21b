import { Decimal, sum } from "../../../shared/kernel/decimal.ts";

/** Rounds a figure half up to so many places: what is shown is what is compared with a threshold. */
export function rounded(value: Decimal, places = 4): Decimal {
  return value.toDecimalPlaces(places, Decimal.ROUND_HALF_UP);
}

/** The mean of at least one value. */
export function meanOf(values: readonly Decimal[]): Decimal {
  return sum(values).div(values.length);
}

/** The standard deviation of a sample of at least two values. */
export function deviationOf(values: readonly Decimal[]): Decimal {
  const mean = meanOf(values);
  return sum(values.map((value) => value.minus(mean).pow(2)))
    .div(values.length - 1)
    .sqrt();
}

/** The share of values that are not above one. */
export function percentileOf(value: Decimal, among: readonly Decimal[]): Decimal {
  return new Decimal(among.filter((each) => each.lte(value)).length).div(among.length);
}
