import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Fields, fieldsOf } from "./values.ts";

/** Environment variable that marks every process of a local cloud with its state folder. */
export const stateMarker = "LOCAL_CLOUD_STATE";

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
    const where = address ? ` (pid ${address.pid}) at ${address.apiUrl}` : ", which is just starting";
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
  /** Publishes the address for other processes to read. */
  announce(address: LocalCloudAddress): void;
  /** Releases the lock. */
  release(): void;
}

/**
 * Locks a state folder for this process; throws `LocalCloudRunsAlready` when another process holds it. The lock is the operating system's (an
 * exclusive SQLite transaction), so it ends with its process however that ends. Processes a killed local cloud left behind are killed.
 */
export async function openStateFolder(folder: string, options: { readonly fresh?: boolean } = {}): Promise<StateFolder> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = realpathSync(folder);
  const lock = new DatabaseSync(join(path, "lock"));
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new LocalCloudRunsAlready(path, readAddress(path));
  }
  rmSync(join(path, "address.json"), { force: true });
  await endLeftovers(path);
  if (options.fresh)
    for (const name of readdirSync(path)) if (!/^(?:lock|\.gitignore)/.test(name)) rmSync(join(path, name), { recursive: true });
  return {
    path,
    file: (...segments) => join(path, ...segments),
    announce: (address) => writeFileSync(join(path, "address.json"), JSON.stringify(address)),
    release: () => {
      rmSync(join(path, "address.json"), { force: true });
      lock.close();
    },
  };
}

/**
 * Address of the local cloud that runs on a state folder; undefined when none does. A killed one leaves its address behind, so ask before
 * trusting it.
 */
export function readAddress(folder: string): LocalCloudAddress | undefined {
  const file = join(folder, "address.json");
  if (!existsSync(file)) return undefined;
  const { pid, apiUrl, issuerUrl, controlUrl }: Fields = fieldsOf(JSON.parse(readFileSync(file, "utf8")));
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

/** A program that ends when this process does. */
export interface GuardedProcess {
  readonly child: ChildProcess;
  /** Lets this process end while the program runs; the program ends then too. */
  unref(): void;
  /** Kills it and waits until it and the shell that watches it are gone. */
  end(): Promise<void>;
}

/**
 * Starts a program that ends when this process does, SIGKILL included: a shell watches the other end of a pipe and kills the program when the
 * pipe closes. A line on the pipe tells it that the program has ended, so that it never kills a later process of the same id.
 */
export function startGuarded(
  program: string,
  programArguments: readonly string[],
  options: { readonly state: string; readonly log: string },
): GuardedProcess {
  const script = '{ read -r _ <&3 || kill -9 $$; } & exec "$@" 3<&-';
  const log = openSync(options.log, "a");
  const child = spawn("/bin/sh", ["-c", script, "sh", program, ...programArguments], {
    stdio: ["ignore", log, log, "pipe"],
    env: { PATH: process.env.PATH ?? "", [stateMarker]: options.state },
  });
  closeSync(log);
  // Node represents a spawned pipe as a socket.
  const pipe = child.stdio[3] as Socket;
  pipe.on("error", () => {});
  // It closes only when read to its end, which comes when the watching shell has ended.
  pipe.resume();
  const unguarded = new Promise<void>((resolve) => pipe.once("close", () => resolve()));
  child.once("exit", () => pipe.end("\n"));
  return {
    child,
    unref: () => {
      child.unref();
      pipe.unref();
    },
    end: async () => {
      child.kill("SIGKILL");
      await unguarded;
    },
  };
}
