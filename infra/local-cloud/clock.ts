import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fieldsOf } from "./values.ts";

/** The one clock of the local cloud: the machine's time plus a lead that only grows. */
export interface LocalClock {
  /** Present of the local clock in epoch milliseconds. */
  now(): number;
  /** How far the local cloud is ahead of the machine, in milliseconds. */
  lead(): number;
  /** Present of the local clock when it last ran; the present for a new one. Schedules that came due since then run at the next start. */
  readonly lastSeen: number;
  /** Moves the clock to an instant (epoch milliseconds) and resolves when everything that follows it has heard. Throws when that is in the past. */
  moveTo(instant: number): Promise<void>;
  /** Is told every new lead, before those that only listen; returns how to stop. */
  follow(follower: (lead: number) => Promise<void> | void): () => void;
  /** Is told after a move, when everything shows the new time; returns how to stop. */
  onClockMoved(listener: () => void): () => void;
  /** Keeps the present and ends. */
  stop(): void;
}

const savePeriod = 5_000;

/** Opens the clock that is kept in a file; a new one shows the machine's time. */
export function openClock(file: string): LocalClock {
  const saved = readSaved(file);
  let lead = saved.lead;
  const followers = new Set<(lead: number) => Promise<void> | void>();
  const listeners = new Set<() => void>();
  const now = (): number => Date.now() + lead;
  const save = (): void => {
    writeFileSync(`${file}.next`, JSON.stringify({ lead, seenAt: now() }));
    renameSync(`${file}.next`, file);
  };
  const saving = setInterval(save, savePeriod).unref();

  return {
    now,
    lead: () => lead,
    lastSeen: saved.seenAt ?? now(),
    moveTo: async (instant) => {
      const step = instant - now();
      if (!Number.isFinite(step) || step < 0) throw new RangeError("the local clock only moves forward");
      lead += step;
      save();
      await Promise.all([...followers].map((follower) => follower(lead)));
      for (const listener of listeners) listener();
    },
    follow: (follower) => add(followers, follower),
    onClockMoved: (listener) => add(listeners, listener),
    stop: () => {
      clearInterval(saving);
      save();
    },
  };
}

function add<Entry>(entries: Set<Entry>, entry: Entry): () => void {
  entries.add(entry);
  return () => void entries.delete(entry);
}

function readSaved(file: string): { readonly lead: number; readonly seenAt: number | undefined } {
  if (!existsSync(file)) return { lead: 0, seenAt: undefined };
  const { lead, seenAt } = fieldsOf(JSON.parse(readFileSync(file, "utf8")));
  if (typeof lead !== "number" || typeof seenAt !== "number") throw new Error(`${file} holds no clock`);
  return { lead, seenAt };
}
