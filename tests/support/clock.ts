import type { Clock, Instant } from "../../shared/kernel/clock.ts";

/** A clock that only the test moves. */
export interface TestClock extends Clock {
  /** Moves it to an instant. */
  moveTo(instant: Instant): void;
}

/** Creates a clock at an instant. */
export function testClock(start: Instant = "2026-03-02T01:00:00.000Z"): TestClock {
  let present = start;
  return {
    now: () => present,
    moveTo: (instant) => {
      present = instant;
    },
  };
}
