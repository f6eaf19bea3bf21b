import type { Instant } from "../../shared/kernel/clock.ts";
import { type Decimal, least, plain, zero } from "../../shared/kernel/decimal.ts";
import type { Position } from "../../shared/ledger/rows.ts";
import { countingPart, type PurposeNotCounting } from "../../shared/permits/counting.ts";

/** Why a permit, or a part of it, does not cover emissions. */
export const notCountingReasons = [
  "not-begun",
  "expired",
  "not-recorded",
  "licence-not-in-force",
  "above-recorded",
  "overdue-fee",
  "stored",
] as const;
/** One of them. */
export type NotCountingReason = (typeof notCountingReasons)[number];

/** What decides at a site whether its permits count. */
export interface CountingSite {
  readonly at: Instant;
  /** Whether its discharge licence is in force. */
  readonly inForce: boolean;
  /** Tonnes of the permit that stand in the licence; zero where it is not recorded. */
  readonly recordedTonnes: Decimal;
}

/** Words for the purposes of holds that stop a tonne from counting. */
const ofPurpose: Readonly<Record<PurposeNotCounting, NotCountingReason>> = { "overdue-fee": "overdue-fee", storage: "stored" };

/**
 * How many tonnes of a permit cover emissions, and why the others don't: while it runs, and its site's licence is in force, the least of what
 * stands in the licence and of what the site holds without overdue and stored parts (财税〔2015〕61号, decree 736).
 */
export function countingOf(
  position: Pick<Position, "available" | "held" | "heldFor">,
  state: "not-begun" | "running" | "expired",
  { inForce, recordedTonnes }: Omit<CountingSite, "at">,
): { readonly countingTonnes: string; readonly notCounting: NotCountingReason[] } {
  const free = countingPart(position);
  const counts = state === "running" && inForce ? least(free, recordedTonnes) : zero;
  const held = (Object.entries(ofPurpose) as [PurposeNotCounting, NotCountingReason][]).filter(([purpose]) =>
    position.heldFor[purpose]?.gt(0),
  );
  const reasons: readonly (readonly [NotCountingReason, boolean])[] = [
    ["not-begun", state === "not-begun"],
    ["expired", state === "expired"],
    ["not-recorded", recordedTonnes.isZero()],
    ["licence-not-in-force", !inForce],
    ["above-recorded", recordedTonnes.gt(0) && free.gt(recordedTonnes)],
    ...held.map(([, reason]) => [reason, true] as const),
  ];
  return { countingTonnes: plain(counts), notCounting: reasons.flatMap(([reason, applies]) => (applies ? [reason] : [])) };
}
