import { type Decimal, floorToKilogram } from "../kernel/decimal.ts";
import { invariant } from "../kernel/invariant.ts";

/** How a quantity bought under an offset ratio is split. Both parts are whole kilograms and add up to what was bought. */
export interface OffsetSplit {
  /** Tonnes that the site gets. */
  readonly delivered: Decimal;
  /** Tonnes that are retired. */
  readonly retired: Decimal;
}

/**
 * Splits `bought` tonnes (whole kilograms) at the offset ratio r:1, r at least 1: q / r is delivered, rounded down to whole kilograms, and
 * all the rest is retired. A need of n at r:1 buys n x r and so delivers exactly n. Split a whole enrolment, not its lines: each
 * split may lose less than one kilogram to retirement.
 */
export function splitByOffset(bought: Decimal, ratio: Decimal): OffsetSplit {
  invariant(ratio.gte(1), "an offset ratio is at least 1");
  // At most 15 digits over 10: forty digits of precision can't lift the quotient over a kilogram.
  const delivered = floorToKilogram(bought.div(ratio));
  return { delivered, retired: bought.minus(delivered) };
}
