/** A UTC instant as ISO 8601 with milliseconds, `2026-01-01T00:00:00.000Z`: sorts as text and is stored unchanged. */
export type Instant = string;

/** Source of the current time. Passed in, never read at module load, read again on every attempt. */
export interface Clock {
  /** The current instant. */
  now(): Instant;
}

/** The server's clock, the only legal source of time for deadlines. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** The instant for milliseconds since the epoch. */
export function instantOf(epochMilliseconds: number): Instant {
  return new Date(epochMilliseconds).toISOString();
}

/** Milliseconds since the epoch of an instant. */
export function epochMilliseconds(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant `seconds` later (earlier when negative). */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return instantOf(epochMilliseconds(instant) + seconds * 1000);
}

/** Whole epoch seconds, as DynamoDB's time to live requires them. */
export function epochSeconds(instant: Instant): number {
  return Math.floor(epochMilliseconds(instant) / 1000);
}
