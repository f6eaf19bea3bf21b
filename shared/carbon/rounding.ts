import { Decimal } from "../kernel/decimal.ts";

/** Ways to round a quantity of carbon, as plans and markets name them. */
export const carbonRoundings = ["up", "down", "half-up"] as const;
/** How a quantity is rounded: away from zero, towards zero, or to the nearer with halves up. */
export type CarbonRounding = (typeof carbonRoundings)[number];
/** How a quantity becomes whole tonnes. */
export type WholeTonnesRounding = CarbonRounding;

const modes = { up: Decimal.ROUND_UP, down: Decimal.ROUND_DOWN, "half-up": Decimal.ROUND_HALF_UP } as const;

/** A quantity with so many decimals, rounded as named. */
export function rounded(value: Decimal, decimals: number, rounding: CarbonRounding): Decimal {
  return value.toDecimalPlaces(decimals, modes[rounding]);
}

/** A quantity in whole tonnes: registries know no parts of one. */
export function wholeTonnes(value: Decimal, rounding: WholeTonnesRounding): Decimal {
  return rounded(value, 0, rounding);
}
