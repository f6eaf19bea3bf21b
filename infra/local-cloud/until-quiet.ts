import type { EventSource } from "./event-sources/types.ts";

/** How long to wait before looking again at what is at work: long enough to leave it the processors. */
const pauseMilliseconds = 10;

/**
 * Waits until two consecutive checks find everything idle: a delivery may cause the next one. Only what was at work is asked again until it is
 * done: to ask a hundred queues a hundred times a second would take the processors from those that work. Throws after the deadline, with
 * the sources that are not idle.
 */
export async function untilQuiet(options: {
  readonly sources: readonly EventSource[];
  readonly idle: () => boolean;
  readonly milliseconds: number;
}): Promise<void> {
  const { sources, idle, milliseconds } = options;
  const deadline = performance.now() + milliseconds;
  let busy: Awaited<ReturnType<typeof busyOf>> = [];
  for (let quiet = 0; quiet < 2; await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds))) {
    if (performance.now() > deadline) {
      const named = busy.map(({ source: { id }, state }) => ({ id, ...state }));
      throw new Error(`the local cloud did not become idle: ${JSON.stringify(named)}`);
    }
    // What runs may bring the next delivery: there is no use in asking before it is done.
    if (!idle()) {
      quiet = 0;
      continue;
    }
    const asked = busy.length === 0 ? sources : busy.map(({ source }) => source);
    busy = await busyOf(asked);
    quiet = asked.length === sources.length && busy.length === 0 && idle() ? quiet + 1 : 0;
  }
}

async function busyOf(sources: readonly EventSource[]) {
  // An engine that is started again just now can't tell.
  const unknown = { idle: false, visible: 0, inFlight: 0, awaitingRetry: 0 };
  const states = await Promise.all(sources.map(async (source) => ({ source, state: await source.state().catch(() => unknown) })));
  return states.filter(({ state }) => !state.idle);
}
