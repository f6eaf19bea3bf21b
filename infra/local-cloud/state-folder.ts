import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { SavedClock } from "./clock.ts";
import { stateMarker } from "./guarded-process.ts";
import { checkKinds, checkState } from "./state-check.ts";
import { DamagedState, readContents, type StateContents, withContents, writeContents } from "./state-contents.ts";
import { type Fields, fieldsOf, parseJson } from "./values.ts";
import { writeWhole } from "./whole-file.ts";

/** Where a running local cloud can be reached; written to its state folder. */
export interface LocalCloudAddress {
  readonly pid: number;
  readonly apiUrl: string;
  readonly issuerUrl: string;
  readonly controlUrl: string;
}

/** Another local cloud already runs on the state folder. */
export class LocalCloudRunsAlready extends Error {
  override readonly name = "LocalCloudRunsAlready";
  readonly address: LocalCloudAddress | undefined;
  constructor(folder: string, address: LocalCloudAddress | undefined) {
    const where = address ? ` (pid ${address.pid}) at ${address.apiUrl}` : ", which is starting or stopping";
    super(`a local cloud already runs on ${folder}${where}`);
    this.address = address;
  }
}

/** A state folder this process owns. */
export interface StateFolder {
  /** Real path; also the value of `stateMarker`. */
  readonly path: string;
  /** Path of a file or folder in it. */
  file(...segments: string[]): string;
  /** Notes what the state holds from now on: the next start refuses it without. */
  note(contents: StateContents): void;
  /** Notes the clock: the next start refuses one that is behind it. */
  noteClock(clock: SavedClock): void;
  /** Publishes the address for other processes to read. */
  announce(address: LocalCloudAddress): void;
  /** Takes the address back; to be done before the engines end. */
  withdraw(): void;
  /** Releases the lock. */
  release(): void;
}

/** How a state folder is opened. */
export interface OpenOptions {
  /** Discards the state first: all that a local cloud has written, and nothing else. */
  readonly fresh?: boolean;
  /** Gets a line for each damaged file that was replaced. */
  readonly onNotice?: (line: string) => void;
}

/** Everything that a local cloud keeps in its state folder, besides the lock. */
const ownFiles =
  /^((state|clock|keys|issuer-key|address)\.json|control-secret|tokens|denied\.log|tables\.db|queues|checkpoints|logs|messages)(-wal|-shm|\.next)?$/;

/**
 * Locks a state folder for this process; throws `LocalCloudRunsAlready` when another process holds it. The lock is the operating system's (an
 * exclusive SQLite transaction), so it ends with its process however that ends. Processes a killed local cloud left behind are killed. Throws
 * `DamagedState` when what the state held is not all there.
 */
export async function openStateFolder(folder: string, { fresh = false, onNotice = () => {} }: OpenOptions = {}): Promise<StateFolder> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = realpathSync(folder);
  checkKinds(path, ["lock"]);
  const lock = takeLock(path);
  try {
    await endLeftovers(path);
    if (fresh) for (const name of readdirSync(path).filter((each) => ownFiles.test(each))) rmSync(join(path, name), { recursive: true });
    const own = readdirSync(path).filter((each) => ownFiles.test(each));
    checkKinds(path, own);
    for (const name of ["checkpoints", "logs", "queues"].filter((each) => own.includes(each)))
      checkKinds(join(path, name), readdirSync(join(path, name)));
    let contents = readContents(path);
    let clock: SavedClock | undefined;
    if (contents) checkAfter(path, contents, onNotice);
    const withdraw = (): void => rmSync(join(path, "address.json"), { force: true });
    withdraw();
    return {
      path,
      file: (...segments) => join(path, ...segments),
      note: (more) => {
        contents = withContents(contents, { ...more, clock });
        writeContents(path, contents);
      },
      noteClock: (now) => {
        clock = now;
        if (!contents) return;
        contents = { ...contents, clock };
        writeContents(path, contents);
      },
      announce: (address) => writeWhole(join(path, "address.json"), JSON.stringify(address)),
      withdraw,
      release: () => lock.close(),
    };
  } catch (error) {
    lock.close();
    throw unusable(error);
  }
}

/** What the file system refuses is said of the file, as other damage is; any other error as it is. */
function unusable(error: unknown): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  return error instanceof Error && path !== undefined ? new DamagedState(path, `can't be used (${code})`) : error;
}

/**
 * Checks a state with what the end of its last local cloud left: a killed one leaves its address behind. It is away during the check, which
 * folds the last writes into the databases, so that a second kill does not make them look lost.
 */
function checkAfter(path: string, contents: StateContents, onNotice: (line: string) => void): void {
  const file = join(path, "address.json");
  const left = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  rmSync(file, { force: true });
  try {
    checkState(path, contents, { killed: left !== undefined, tell: onNotice });
  } catch (error) {
    if (left !== undefined) writeWhole(file, left);
    throw error;
  }
}

function takeLock(path: string): DatabaseSync {
  const file = join(path, "lock");
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file);
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && "errcode" in error && error.errcode === sqliteBusy)
      throw new LocalCloudRunsAlready(path, readAddress(path));
    throw new DamagedState(file, "is damaged; nothing is lost without it: remove it");
  }
}

/** SQLite's error code for a database that another process has locked. */
const sqliteBusy = 5;

/**
 * Address of the local cloud that runs on a state folder; undefined when none does. A killed one leaves its address behind, so ask before
 * trusting it.
 */
export function readAddress(folder: string): LocalCloudAddress | undefined {
  const file = join(folder, "address.json");
  if (!existsSync(file)) return undefined;
  const { pid, apiUrl, issuerUrl, controlUrl }: Fields = fieldsOf(parseJson(readFileSync(file, "utf8")));
  if (controlUrl === undefined) return undefined;
  return { pid: Number(pid), apiUrl: String(apiUrl), issuerUrl: String(issuerUrl), controlUrl: String(controlUrl) };
}

/** Ids of the processes marked with a state folder. Empty where the system has no /proc: there, processes end with their host only. */
export function markedProcesses(path: string): number[] {
  if (!existsSync("/proc/self/environ")) return [];
  const mark = `${stateMarker}=${path}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(mark);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Kills the processes a killed local cloud left behind and waits until they are gone. */
async function endLeftovers(path: string): Promise<void> {
  const deadline = performance.now() + 5_000;
  for (let left = markedProcesses(path); left.length > 0; left = markedProcesses(path)) {
    for (const pid of left) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has already ended.
      }
    }
    if (performance.now() > deadline) throw new Error(`processes of an earlier local cloud do not end: ${left.join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
