import { Decimal, zero } from "../../shared/kernel/decimal.ts";

/** Months that a cap of tonnes a year is counted in: a cap of y t/a is headroom of 12 y tonne-months. */
const monthsOfYear = 12;

/** Tonne-months of headroom to give (above zero) or take (below) when a cap goes from `previous` to `next` tonnes a year. */
export function headroomChange(previous: Decimal, next: Decimal): Decimal {
  return next.minus(previous).times(monthsOfYear);
}

/** How a cap stands, all in tonne-months. */
export interface CapStanding {
  /** Room for new permits; zero when the cap is overdrawn. */
  readonly headroom: Decimal;
  /** Issued above the cap; zero when it is kept. */
  readonly deficit: Decimal;
  /** Taken by permits: months of their terms that lie in the year. */
  readonly issued: Decimal;
}

/** Reads how a cap stands from its tonnes a year and the (possibly overdrawn) headroom position. */
export function capStanding(capTonnes: Decimal, position: Decimal): CapStanding {
  return {
    headroom: Decimal.max(zero, position),
    deficit: Decimal.max(zero, position.neg()),
    issued: capTonnes.times(monthsOfYear).minus(position),
  };
}
