import { backOff, StoreBusy } from "./transaction.ts";

const usualAttempts = 10;

/** What an attempt says when something it rests on has changed meanwhile: it is made anew, with fresh reads. */
export const stale: unique symbol = Symbol("stale");

/** Repeats an attempt, after a random pause that grows, while it comes out stale; throws `StoreBusy` when it stays so. */
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
