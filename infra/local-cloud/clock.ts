import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fieldsOf, parseJson } from "./values.ts";

/** The one clock of the local cloud: the machine's time plus a lead that only grows. */
export interface LocalClock {
  /** Time of the local clock in epoch milliseconds. */
  now(): number;
  /** Lead of the local clock over the machine's, in milliseconds. */
  lead(): number;
  /** Local time when it last ran; now for a new clock. Schedules that came due since then run at the next start. */
  readonly lastSeen: number;
  /** Moves the clock to an instant (epoch milliseconds) and resolves when every follower has applied it. Throws when that is in the past. */
  moveTo(instant: number): Promise<void>;
  /** Calls the follower with every new lead and waits for it, before any listener; returns how to stop. */
  follow(follower: (lead: number) => Promise<void> | void): () => void;
  /** Calls the listener after a move, when every follower shows the new time; returns how to stop. */
  onClockMoved(listener: () => void): () => void;
  /** Saves the time and stops. */
  stop(): void;
}

const savePeriod = 5_000;

/** Opens the clock saved in a file; a new one shows the machine's time. */
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
  save();
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
  const saved = savedClock(readFileSync(file, "utf8"));
  if (!saved) throw new Error(`${file} holds no clock`);
  return saved;
}

/** The clock that a file's text tells of; undefined when it tells of none. */
export function savedClock(text: string): { readonly lead: number; readonly seenAt: number } | undefined {
  const { lead, seenAt } = fieldsOf(parseJson(text));
  return typeof lead === "number" && typeof seenAt === "number" ? { lead, seenAt } : undefined;
}
