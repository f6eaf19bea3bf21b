/** Waits for its turn before an atomic step. */
export type Turn = () => Promise<void>;

/** An actor with steps to interleave with those of others. */
export interface Actor {
  /** Runs to its end; every atomic step begins with a turn. */
  run(turn: Turn): Promise<void>;
  /** Whether it may run now; always when absent. */
  mayGo?(): boolean;
}

/** A generator of integers below `among`; the same seed gives the same choices (mulberry32). */
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
 * Runs actors to completion, one step at a time; `choose` picks the next actor, so the same choices give the same run. With `bursts` an
 * actor mostly continues for several steps while others pause, which produces long gaps between a read and its write.
 */
export async function interleave(actors: readonly Actor[], choose: (among: number) => number, bursts: boolean): Promise<void> {
  const seats = actors.map(seat);
  await Promise.all(seats.map((each) => each.idle()));
  let last: (typeof seats)[number] | undefined;
  for (;;) {
    const living = seats.filter((each) => !each.done());
    if (living.length === 0) break;
    const ready = living.filter((each) => each.ready());
    const goesOn = bursts && last !== undefined && ready.includes(last) && choose(16) !== 0;
    const next = goesOn ? last : ready[choose(ready.length)];
    last = next;
    if (!next) throw new Error("no actor may run");
    next.release();
    await next.idle();
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
  // Whoever awaits the end reports a failure; this prevents an unhandled rejection until then.
  finished.catch(() => {});
  return {
    finished,
    done: () => done,
    ready: () => parked.length > 0 && (actor.mayGo?.() ?? true),
    release: () => parked.shift()?.(),
    /** Resolves when it waits for a turn or has ended. */
    idle: () =>
      new Promise<void>((resolve) => {
        if (parked.length > 0 || done) resolve();
        else notify = resolve;
      }),
  };
}
