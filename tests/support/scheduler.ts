/** Waits for its turn before an atomic step. */
export type Turn = () => Promise<void>;

/** Somebody whose steps are interleaved with those of others. */
export interface Actor {
  /** Runs to its end; every atomic step begins with a turn. */
  run(turn: Turn): Promise<void>;
  /** Whether it may go now; always when absent. */
  mayGo?(): boolean;
}

/** A generator of whole numbers below `among`: the same seed gives the same choices (mulberry32). */
export function seededChoices(seed: number): (among: number) => number {
  let state = seed >>> 0;
  return (among) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % among;
  };
}

/**
 * Runs actors to their end, one step at a time; `choose` says whose turn it is. Nothing is left to luck: the same choices, the same run. In
 * `bursts` an actor mostly goes on for a while, and others stand still in the middle of what they do: that is how long gaps between a read
 * and its write are met.
 */
export async function interleave(actors: readonly Actor[], choose: (among: number) => number, bursts: boolean): Promise<void> {
  const seats = actors.map(seat);
  await Promise.all(seats.map((each) => each.quiet()));
  let last: (typeof seats)[number] | undefined;
  for (;;) {
    const living = seats.filter((each) => !each.done());
    if (living.length === 0) break;
    const ready = living.filter((each) => each.ready());
    const goesOn = bursts && last !== undefined && ready.includes(last) && choose(16) !== 0;
    const next = goesOn ? last : ready[choose(ready.length)];
    last = next;
    if (!next) throw new Error("nobody may go");
    next.release();
    await next.quiet();
  }
  await Promise.all(seats.map((each) => each.finished));
}

function seat(actor: Actor) {
  const parked: (() => void)[] = [];
  let done = false;
  let notify = (): void => {};
  const turn: Turn = () =>
    new Promise((resolve) => {
      parked.push(resolve);
      notify();
    });
  const finished = actor.run(turn).finally(() => {
    done = true;
    notify();
  });
  // A failure is reported by whoever awaits the end; until then it is not unhandled.
  finished.catch(() => {});
  return {
    finished,
    done: () => done,
    ready: () => parked.length > 0 && (actor.mayGo?.() ?? true),
    release: () => parked.shift()?.(),
    /** Resolves when it waits for a turn or has come to its end. */
    quiet: () =>
      new Promise<void>((resolve) => {
        if (parked.length > 0 || done) resolve();
        else notify = resolve;
      }),
  };
}
