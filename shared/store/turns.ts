/** Runs tasks with the same key one after another, in call order; tasks with different keys run concurrently. */
export type InTurn = <Result>(key: string, run: () => Promise<Result>) => Promise<Result>;

/**
 * Serializes tasks by key within one process. Concurrent transactions on one item cancel each other, so those of one process wait for each
 * other; conflicts with other processes are few and retried.
 */
export function turns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, run) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(run);
    // The next task waits for the end, failed or not.
    const ended = mine.catch(() => {});
    last.set(key, ended);
    try {
      return await mine;
    } finally {
      if (last.get(key) === ended) last.delete(key);
    }
  };
}
