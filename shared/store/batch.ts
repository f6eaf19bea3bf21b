import { backOff, StoreBusy } from "./transaction.ts";

const maximumAttempts = 10;

/**
 * Sends the parts of a batch and resends those returned as unprocessed, with backoff; throws `StoreBusy` if some are never accepted. For
 * services that accept batches partially.
 */
export async function untilProcessed<Part>(parts: readonly Part[], send: (pending: Part[]) => Promise<Part[]>): Promise<void> {
  let pending = [...parts];
  for (let attempt = 1; pending.length > 0; attempt += 1) {
    pending = await send(pending);
    if (pending.length === 0) return;
    if (attempt === maximumAttempts) throw new StoreBusy(`${pending.length} items of a batch were never processed`);
    await backOff(attempt);
  }
}
