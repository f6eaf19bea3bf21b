import { type Decimal, dividedHalfUp, formatFen } from "../../../shared/kernel/decimal.ts";

/**
 * The volume-weighted average price: the sum of amounts divided by the sum of quantity times years, to the fen, half up. Null where nothing
 * is left, or where more was reversed than traded.
 */
export function averagePrice(amount: Decimal, tonneYears: Decimal): string | null {
  return tonneYears.gt(0) ? formatFen(dividedHalfUp(amount, tonneYears, 2)) : null;
}
