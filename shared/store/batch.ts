import { backOff, StoreBusy } from "./transaction.ts";

const maximumAttempts = 10;

/**
 * Sends the parts of a batch, and again those that came back unprocessed, with a pause between; throws `StoreBusy` when some never go
 * through. For services that answer a batch with what of it they did not take.
 */
export async function untilProcessed<Part>(parts: readonly Part[], send: (pending: Part[]) => Promise<Part[]>): Promise<void> {
  let pending = [...parts];
  for (let attempt = 1; pending.length > 0; attempt += 1) {
    pending = await send(pending);
    if (pending.length === 0) return;
    if (attempt === maximumAttempts) throw new StoreBusy(`${pending.length} of a batch were never processed`);
    await backOff(attempt);
  }
}
