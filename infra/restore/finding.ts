import type { Instant } from "../../shared/kernel/clock.ts";

/** One disagreement between tables, or within one. */
export interface Finding {
  /** When the fact was stated that stands on one side only, as far as the rows tell. */
  readonly at?: Instant;
  /** What does not agree, with the names to look it up by. */
  readonly wrong: string;
}
