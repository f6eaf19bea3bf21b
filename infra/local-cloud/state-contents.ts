import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type SavedClock, savedClock } from "./clock.ts";
import { fieldsOf, list, parseJson } from "./values.ts";
import { writeWhole } from "./whole-file.ts";

/** What a state folder holds, from `state.json`: what is listed there must be found in it. */
export interface StateContents {
  readonly tables: readonly string[];
  readonly queues: readonly string[];
  readonly buckets: readonly string[];
  /** Keys of the key service, by ARN. */
  readonly keys: readonly string[];
  /** Event sources that read a stream, with the table that it is of. */
  readonly streams: Readonly<Record<string, string>>;
  /** Its clock when that was last noted: a clock that is behind it has lost time. */
  readonly clock?: SavedClock | undefined;
}

/** A state folder can't be opened: something in it is damaged, missing, or of another version. The message names the file and what is lost. */
export class DamagedState extends Error {
  override readonly name = "DamagedState";
  constructor(file: string, finding: string) {
    super(`${file} ${finding}`);
  }
}

/** Version of the folder's layout: a folder of another one is refused. */
const version = 1;

/**
 * Reads `state.json`, and writes one into a new folder; undefined when no start has come to its end yet, so that nothing has to be there.
 * Throws `DamagedState` when this is no state of this version.
 */
export function readContents(folder: string): StateContents | undefined {
  const file = join(folder, "state.json");
  if (!existsSync(file)) {
    const found = readdirSync(folder).find((name) => /^(tables\.db|queues|checkpoints|keys\.json|clock\.json)$/.test(name));
    if (found !== undefined)
      throw new DamagedState(file, `is missing beside ${found}: this is a state of another version, or not all of one`);
    writeWhole(file, JSON.stringify({ version }));
    return undefined;
  }
  const saved = fieldsOf(parseJson(readFileSync(file, "utf8")));
  if (saved.version === undefined) throw new DamagedState(file, "is damaged: it lists what this state holds");
  if (saved.version !== version)
    throw new DamagedState(file, `is of version ${String(saved.version)}; this local cloud reads version ${version}`);
  if (saved.tables === undefined) return undefined;
  const names = (value: unknown): string[] => list(value).map(String);
  return {
    ...{ tables: names(saved.tables), queues: names(saved.queues), buckets: names(saved.buckets), keys: names(saved.keys) },
    streams: Object.fromEntries(Object.entries(fieldsOf(saved.streams)).map(([source, table]) => [source, String(table)])),
    clock: saved.clock === undefined ? undefined : savedClock(JSON.stringify(saved.clock)),
  };
}

/** Writes `state.json`. */
export function writeContents(folder: string, contents: StateContents): void {
  writeWhole(join(folder, "state.json"), `${JSON.stringify({ version, ...contents }, undefined, 2)}\n`);
}

/** Both together: what was there once stays, also when templates no longer name it. */
export function withContents(old: StateContents | undefined, more: StateContents): StateContents {
  if (!old) return more;
  const both = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])].sort();
  return {
    tables: both(old.tables, more.tables),
    queues: both(old.queues, more.queues),
    buckets: both(old.buckets, more.buckets),
    keys: both(old.keys, more.keys),
    streams: { ...old.streams, ...more.streams },
    clock: more.clock ?? old.clock,
  };
}
