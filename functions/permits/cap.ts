import { Decimal, zero } from "../../shared/kernel/decimal.ts";

/** A cap of y t/a gives 12 y tonne-months of headroom. */
const monthsOfYear = 12;

/** Tonne-months of headroom to give (above zero) or take (below) when a cap goes from `previous` to `next` tonnes a year. */
export function headroomChange(previous: Decimal, next: Decimal): Decimal {
  return next.minus(previous).times(monthsOfYear);
}

/** Standing of a cap, all in tonne-months. */
export interface CapStanding {
  /** Room for new permits; zero when the cap is overdrawn. */
  readonly headroom: Decimal;
  /** Issued above the cap; zero when the cap is kept. */
  readonly deficit: Decimal;
  /** Taken by permits: tonnes times the months of their terms in the year. */
  readonly issued: Decimal;
}

/** The standing of a cap, from its tonnes a year and the headroom position, which may be overdrawn. */
export function capStanding(capTonnes: Decimal, position: Decimal): CapStanding {
  return {
    headroom: Decimal.max(zero, position),
    deficit: Decimal.max(zero, position.neg()),
    issued: capTonnes.times(monthsOfYear).minus(position),
  };
}
