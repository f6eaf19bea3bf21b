/** Runs what shares a key one after another, in the order asked for; what has different keys runs side by side. */
export type InTurn = <Result>(key: string, run: () => Promise<Result>) => Promise<Result>;

/**
 * Turns within one process. Transactions that write the same item cancel each other when they are in flight together, so those of one
 * process wait for one another instead; those of other processes are few, and retried.
 */
export function turns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, run) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(run);
    // Whoever comes next waits for the end, whatever it is.
    const ended = mine.catch(() => {});
    last.set(key, ended);
    try {
      return await mine;
    } finally {
      if (last.get(key) === ended) last.delete(key);
    }
  };
}
