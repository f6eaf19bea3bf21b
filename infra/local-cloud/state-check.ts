import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { lostTime, savedClock } from "./clock.ts";
import { isControlSecret } from "./control.ts";
import { checkDatabase, lastStreamRecords, storedNames } from "./engines/databases.ts";
import { checkpointFile, noProgress, parseCheckpoint } from "./event-sources/checkpoints.ts";
import { holdsRequestTokens } from "./gateway/request-tokens.ts";
import { isSigningKey } from "./identity/tokens.ts";
import { holdsKeys } from "./keys/key-ring.ts";
import { DamagedState, type StateContents } from "./state-contents.ts";
import { writeWhole } from "./whole-file.ts";

/** A small file of the state folder, and what is to be done when it is damaged or missing. */
interface StateFile {
  readonly name: string;
  readonly isIntact: (text: string, contents: StateContents) => boolean;
  /** Whether this state needs it; every state when absent. */
  readonly isNeeded?: (contents: StateContents) => boolean;
  /** Why a state without it can't go on. */
  readonly refused?: string;
  /** What it means that a new one takes its place. */
  readonly replaced?: string;
}

const files: readonly StateFile[] = [
  {
    name: "clock.json",
    isIntact: (text) => savedClock(text) !== undefined,
    refused: "without it the local time would fall back to before what is stored",
  },
  {
    name: "keys.json",
    isNeeded: ({ keys }) => keys.length > 0,
    isIntact: (text, { keys }) => holdsKeys(text, keys),
    refused: "without its keys nothing that was encrypted can be read, and nothing is signed as before",
  },
  {
    name: "issuer-key.json",
    isIntact: isSigningKey,
    replaced: "tokens that were issued before are refused, and people sign in again",
  },
  { name: "control-secret", isIntact: isControlSecret, replaced: "nothing is lost" },
  {
    name: "tokens",
    isIntact: holdsRequestTokens,
    replaced: "a transaction of the last ten minutes that is sent again with its request token may run again",
  },
];

/** How a state is checked. */
export interface CheckOptions {
  /** Whether its last local cloud was killed, so that the engines' last writes must be there. */
  readonly killed: boolean;
  /** Gets a line for each file that was replaced. */
  readonly tell: (line: string) => void;
}

/** Something that a state can do without: what is said of it, and how it is replaced. */
interface Replacement {
  readonly line: string;
  readonly replace: () => void;
}

/**
 * Checks a state folder against what it has to hold. Throws `DamagedState` when it can't go on as it was, and then changes nothing; what it
 * can do without is replaced, and told with a line each.
 */
export function checkState(folder: string, contents: StateContents, { killed, tell }: CheckOptions): void {
  const small = checkFiles(folder, contents);
  checkClock(join(folder, "clock.json"), contents);
  checkEngines(folder, contents, killed);
  for (const { line, replace } of [...small, ...checkCheckpoints(folder, contents)]) {
    replace();
    tell(line);
  }
}

/** What a state folder has in it as folders; everything else of a local cloud is a file. */
const folders = ["queues", "checkpoints", "logs", "messages"];

/** Throws `DamagedState` for a name that has a folder where a file belongs, or the other way round. */
export function checkKinds(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found && found.isDirectory() !== folders.includes(name)) {
      const finding = found.isDirectory() ? "is a folder where a file belongs" : "is a file where a folder belongs";
      throw new DamagedState(join(folder, name), `${finding}: move it away`);
    }
  }
}

function checkFiles(folder: string, contents: StateContents): Replacement[] {
  const replacements: Replacement[] = [];
  for (const { name, isNeeded, isIntact, refused, replaced } of files) {
    if (isNeeded && !isNeeded(contents)) continue;
    const file = join(folder, name);
    const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    if (text !== undefined && isIntact(text, contents)) continue;
    const finding = text === undefined ? "is missing" : "is damaged";
    if (refused !== undefined) throw new DamagedState(file, `${finding}: ${refused}`);
    // Whoever needs it makes a new one; of the list of request tokens, what is intact is still good.
    const replace = (): void => void (name !== "tokens" && rmSync(file, { force: true }));
    replacements.push({ line: `${file} ${finding} and is replaced: ${replaced}`, replace });
  }
  return replacements;
}

function checkClock(file: string, { clock: noted }: StateContents): void {
  const clock = savedClock(readFileSync(file, "utf8"));
  const lost = clock && lostTime(clock, noted);
  if (lost !== undefined) throw new DamagedState(file, lost);
}

function checkEngines(folder: string, { tables, queues, buckets }: StateContents, killed: boolean): void {
  for (const { file, holds, what } of [
    { file: join(folder, "tables.db"), holds: tables, what: "the tables" },
    { file: join(folder, "queues", "fauxqs.db"), holds: [...queues, ...buckets], what: "the queues and objects" },
  ]) {
    if (holds.length === 0) continue;
    const problem = checkDatabase(file, { killed });
    if (problem !== undefined) throw new DamagedState(problem.file, `${problem.finding}: ${what} of this state are in it`);
    const found = storedNames(file);
    const missing = holds.filter((name) => !found.has(name));
    if (missing.length > 0) throw new DamagedState(file, `lacks ${missing.join(", ")}: it is not the one that this state was left with`);
  }
}

/** A damaged position is replaced by the beginning of its stream. One that is ahead of its table shows that the table has lost records. */
function checkCheckpoints(folder: string, { streams, tables }: StateContents): Replacement[] {
  const database = join(folder, "tables.db");
  const last = tables.length === 0 ? undefined : lastStreamRecords(database);
  return Object.entries(streams).flatMap(([source, table]): Replacement[] => {
    const file = checkpointFile(join(folder, "checkpoints"), source);
    const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    const position = text === undefined ? undefined : parseCheckpoint(text);
    if (position !== undefined) {
      const reached = Object.values(position.shards).filter((number) => /^\d+$/.test(number));
      if (last && tables.includes(table) && reached.some((number) => BigInt(number) > (last.get(table) ?? 0n)))
        throw new DamagedState(database, `has lost the last records of ${table}: ${source} has already delivered later ones`);
      return [];
    }
    const finding = text === undefined ? "is missing" : "is damaged";
    return [
      {
        line: `${file} ${finding} and is replaced: the stream of ${table} is delivered again from its oldest record`,
        replace: () => {
          mkdirSync(join(folder, "checkpoints"), { recursive: true });
          writeWhole(file, JSON.stringify(noProgress));
        },
      },
    ];
  });
}
