import type { EventSource } from "./event-sources/types.ts";

/**
 * Waits until two consecutive checks find everything idle: a delivery may cause the next one. Throws after the deadline, with the sources
 * that are not.
 */
export async function untilQuiet(options: {
  readonly sources: readonly EventSource[];
  readonly idle: () => boolean;
  readonly milliseconds: number;
}): Promise<void> {
  const { sources, idle, milliseconds } = options;
  const deadline = performance.now() + milliseconds;
  for (let quiet = 0; quiet < 2; ) {
    // An engine that is started again just now can't tell.
    const unknown = { idle: false, visible: 0, inFlight: 0, awaitingRetry: 0 };
    const states = await Promise.all(sources.map(async (source) => ({ id: source.id, ...(await source.state().catch(() => unknown)) })));
    const busy = states.filter((source) => !source.idle);
    quiet = busy.length === 0 && idle() ? quiet + 1 : 0;
    if (performance.now() > deadline) throw new Error(`the local cloud did not become idle: ${JSON.stringify(busy)}`);
    if (quiet < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
