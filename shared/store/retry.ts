import { backOff, StoreBusy } from "./transaction.ts";

const usualAttempts = 10;

/** Result of an attempt whose inputs have changed meanwhile: it is repeated with fresh reads. */
export const stale: unique symbol = Symbol("stale");

/** Repeats an attempt with jittered backoff while it returns `stale`; throws `StoreBusy` after the last attempt. */
export async function retryWhileStale<Value>(
  what: string,
  attempt: () => Promise<Value | typeof stale>,
  attempts: number = usualAttempts,
): Promise<Value> {
  for (let number = 1; number <= attempts; number += 1) {
    const result = await attempt();
    if (result !== stale) return result;
    await backOff(number);
  }
  throw new StoreBusy(`${what} kept changing`);
}
