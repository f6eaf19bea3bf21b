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

/** The last instant that a clock may show: years have four digits wherever instants are written. */
const latest = Date.parse("9999-12-31T23:59:59.999Z");

/** What is saved of a clock. */
export interface SavedClock {
  readonly lead: number;
  /** Local time when it was saved, in epoch milliseconds. */
  readonly seenAt: number;
}

/**
 * Opens the clock saved in a file; a new one shows the machine's time. `note` is told when it starts, before anybody sees a new lead, and
 * when it stops.
 */
export function openClock(file: string, note: (saved: SavedClock) => void = () => {}): LocalClock {
  const saved = readSaved(file);
  let lead = saved.lead;
  const followers = new Set<(lead: number) => Promise<void> | void>();
  const listeners = new Set<() => void>();
  const now = (): number => Date.now() + lead;
  const save = (): SavedClock => {
    const saving = { lead, seenAt: now() };
    writeFileSync(`${file}.next`, JSON.stringify(saving));
    renameSync(`${file}.next`, file);
    return saving;
  };
  note(save());
  const saving = setInterval(save, savePeriod).unref();

  return {
    now,
    lead: () => lead,
    lastSeen: saved.seenAt ?? now(),
    moveTo: async (instant) => {
      const step = instant - now();
      if (!Number.isFinite(step) || step < 0) throw new RangeError("the local clock only moves forward");
      if (instant > latest) throw new RangeError("the local clock moves to the end of the year 9999 at most");
      lead += step;
      note(save());
      await Promise.all([...followers].map((follower) => follower(lead)));
      for (const listener of listeners) listener();
    },
    follow: (follower) => add(followers, follower),
    onClockMoved: (listener) => add(listeners, listener),
    stop: () => {
      clearInterval(saving);
      note(save());
    },
  };
}

function add<Entry>(entries: Set<Entry>, entry: Entry): () => void {
  entries.add(entry);
  return () => void entries.delete(entry);
}

function readSaved(file: string): Pick<SavedClock, "lead"> & { readonly seenAt: number | undefined } {
  if (!existsSync(file)) return { lead: 0, seenAt: undefined };
  const saved = savedClock(readFileSync(file, "utf8"));
  if (!saved) throw new Error(`${file} holds no clock`);
  return saved;
}

/** The clock that a file's text tells of; undefined when it tells of none that can run. */
export function savedClock(text: string): SavedClock | undefined {
  const { lead, seenAt } = fieldsOf(parseJson(text));
  const isInstant = (value: unknown): value is number => Number.isFinite(value) && Number(value) >= 0 && Number(value) <= latest;
  return isInstant(lead) && isInstant(seenAt) && Date.now() + lead <= latest ? { lead, seenAt } : undefined;
}

/** How much the machine's clock may be set back between two runs, in milliseconds. */
const correction = 60_000;

/**
 * Why a clock would show a time that has passed already, in words that follow the name of its file; undefined when it would not. `noted` is
 * what was noted of it elsewhere, which is never later than what it saves itself.
 */
export function lostTime({ lead, seenAt }: SavedClock, noted: SavedClock | undefined): string | undefined {
  const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
  if (noted && (seenAt < noted.seenAt || lead < noted.lead))
    return `is not the last one: it was saved at local time ${instant(seenAt)}, and this state ran at ${instant(noted.seenAt)}. Without the last copy write ${JSON.stringify(noted)} into it`;
  const now = Date.now() + lead;
  if (now < seenAt - correction)
    return `would show ${instant(now)} with this machine's clock, and has shown ${instant(seenAt)}: set the machine's clock right`;
  return undefined;
}
