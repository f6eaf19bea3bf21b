import { Decimal, zero } from "../../shared/kernel/decimal.ts";

/** A cap of y t/a gives 12 y tonne-months of headroom. */
const monthsOfYear = 12;

/** Tonne-months of headroom to add (positive) or remove (negative) when a cap changes from `previous` to `next` tonnes a year. */
export function headroomChange(previous: Decimal, next: Decimal): Decimal {
  return next.minus(previous).times(monthsOfYear);
}

/** Standing of a cap, all in tonne-months. */
export interface CapStanding {
  /** Capacity for new permits; zero when the cap is overdrawn. */
  readonly headroom: Decimal;
  /** Amount issued above the cap; zero when within the cap. */
  readonly deficit: Decimal;
  /** Used by permits: tonnes times the months of their terms in the year. */
  readonly issued: Decimal;
}

/** Computes the standing of a cap from its tonnes a year and its headroom position, which may be overdrawn. */
export function capStanding(capTonnes: Decimal, position: Decimal): CapStanding {
  return {
    headroom: Decimal.max(zero, position),
    deficit: Decimal.max(zero, position.neg()),
    issued: capTonnes.times(monthsOfYear).minus(position),
  };
}
