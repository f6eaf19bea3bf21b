import { Decimal, least, sum, zero } from "../kernel/decimal.ts";
import type { WholeTonnesRounding } from "./rounding.ts";
import { wholeTonnes } from "./rounding.ts";

/** What an entity has to surrender for verified emissions, in whole tonnes by the rule of its market. */
export function requiredTonnes(verified: Decimal, rounding: WholeTonnesRounding = "up"): Decimal {
  return wholeTonnes(verified, rounding);
}

/** The most whole tonnes of certified reductions that count towards an obligation: the share of it, rounded down. */
export function offsetLimit(required: Decimal, share: Decimal): Decimal {
  return required.times(share).toDecimalPlaces(0, Decimal.ROUND_DOWN);
}

/** An obligation and what was given for it: allowances and offsets apart, in whole tonnes. */
export interface Surrendered {
  readonly required: Decimal;
  readonly allowances: Decimal;
  readonly offsets: Decimal;
  /** Most offsets that count. */
  readonly limit: Decimal;
}

/** What counts of what was given, and what is still missing; never below zero. Offsets beyond their limit don't count. */
export function shortTonnes({ required, allowances, offsets, limit }: Surrendered): { readonly counted: Decimal; readonly short: Decimal } {
  const counted = sum([allowances, least(offsets, limit)]);
  return { counted, short: Decimal.max(zero, required.minus(counted)) };
}
