import type { Clock, Instant } from "../../shared/kernel/clock.ts";

/** A clock that stands where the test puts it. */
export interface TestClock extends Clock {
  /** Moves it to an instant. */
  moveTo(instant: Instant): void;
}

/** A clock at an instant, until the test moves it. */
export function testClock(start: Instant = "2026-03-02T01:00:00.000Z"): TestClock {
  let present = start;
  return {
    now: () => present,
    moveTo: (instant) => {
      present = instant;
    },
  };
}
