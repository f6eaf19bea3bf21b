import { type Decimal, sum, zero } from "../kernel/decimal.ts";
import type { HoldPurpose } from "../ledger/hold.ts";
import type { Position } from "../ledger/rows.ts";

/**
 * Whether a held permit still covers the emissions of its site. What is pledged or frozen by a court does, and so does what waits for its
 * instalment; tonnes whose instalment is overdue (财税〔2015〕61号) and stored surplus do not.
 */
const counts = {
  deposit: true,
  pledge: true,
  refund: true,
  freeze: true,
  "unpaid-fee": true,
  "overdue-fee": false,
  storage: false,
  delivery: true,
  need: true,
  due: true,
} as const satisfies Readonly<Record<HoldPurpose, boolean>>;

/** A purpose of holds whose tonnes do not count. */
export type PurposeNotCounting = { [Purpose in HoldPurpose]: (typeof counts)[Purpose] extends false ? Purpose : never }[HoldPurpose];
/** Purposes of holds whose tonnes do not count. */
export const purposesNotCounting = (Object.keys(counts) as HoldPurpose[]).filter((purpose) => !counts[purpose]);

/** The part of a position whose holds let it count: all of it but what is held as overdue or stored. */
export function countingPart({ available, held, heldFor }: Pick<Position, "available" | "held" | "heldFor">): Decimal {
  return available.plus(held).minus(sum(purposesNotCounting.map((purpose) => heldFor[purpose] ?? zero)));
}
