import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import data from "./bounds.json" with { type: "json" };

/** How long a term may be, and how far from the announcement terms and schedules may lie. */
export interface SaleBounds {
  /** Months of a term, at most. */
  readonly termMonths: number;
  /** Months from the announcement until a term begins, at most. */
  readonly monthsAhead: number;
  /** Months of a term that may have begun before the announcement. */
  readonly monthsBegun: number;
  /** Days from the announcement or postponement until the close, at most. */
  readonly scheduleDays: number;
}

/** The bounds in force at an instant: the latest row of the data that has begun. */
export function boundsAt(at: Instant): SaleBounds {
  const day = dayOf(at);
  return required(
    data.bounds.findLast(({ from }) => from <= day),
    "bounds of sales",
  );
}
