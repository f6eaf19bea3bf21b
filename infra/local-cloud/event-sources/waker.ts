/** A pause that can be cut short. */
export interface Waker {
  /** Resolves after `milliseconds`, or as soon as it is woken, also when woken since the last pause. */
  pause(milliseconds: number): Promise<void>;
  wake(): void;
}

/** A new waker; any number of loops may pause on it. */
export function waker(): Waker {
  const waiting = new Set<() => void>();
  let woken = false;
  return {
    pause: (milliseconds) => {
      if (woken) {
        woken = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        waiting.add(done);
      });
    },
    wake: () => {
      woken = waiting.size === 0;
      for (const done of [...waiting]) done();
    },
  };
}

const busyPause = 25;
const idlePause = 1000;

/** How long to wait before polling again: short after work, doubling up to a second when there is none. */
export function nextPause(previous: number | undefined): number {
  return previous === undefined ? busyPause : Math.min(idlePause, previous * 2);
}
