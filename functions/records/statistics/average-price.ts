import { type Decimal, formatFen } from "../../../shared/kernel/decimal.ts";

/**
 * The volume-weighted average price: the sum of amounts divided by the sum of quantity times years, to the fen, half up. None where nothing
 * is left, or where more was reversed than traded.
 */
export function averagePrice(amount: Decimal, tonneYears: Decimal): string | null {
  return tonneYears.gt(0) ? formatFen(amount.div(tonneYears)) : null;
}
