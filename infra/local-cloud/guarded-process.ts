import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Socket } from "node:net";

/** Environment variable that marks every process of a local cloud with its state folder. */
export const stateMarker = "LOCAL_CLOUD_STATE";

/** How a guarded program is run. */
export interface GuardedOptions {
  /** State folder that the process is marked with. */
  readonly state: string;
  /** File that output is appended to. */
  readonly log: string;
  /** Its environment besides the mark; only the path of programs when absent. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether it exchanges messages with this process, as a forked one does. */
  readonly messages?: boolean;
}

/** A program that ends when this process does. */
export interface GuardedProcess {
  readonly child: ChildProcess;
  /** Resolves when it has ended, or could not be started, with how: an exit code or the name of a signal. */
  readonly ended: Promise<string>;
  /** Lets this process end while the program runs; the program ends then too. */
  unref(): void;
  /** Kills it and waits until it and the shell that watches it are gone. */
  end(): Promise<void>;
}

/**
 * Starts a program that ends when this process does, SIGKILL included and even in an endless loop: a shell watches the other end of a pipe
 * and kills the program when the pipe closes. A line on the pipe tells it that the program has ended, so that it never kills a later process
 * of the same id.
 */
export function startGuarded(program: string, programArguments: readonly string[], options: GuardedOptions): GuardedProcess {
  const { state, environment = { PATH: process.env.PATH ?? "" }, messages = false } = options;
  // The watching shell keeps no end of the messages: they close when the program ends.
  const script = '{ read -r _ <&3 || kill -9 $$; } 4<&- & exec "$@" 3<&-';
  const log = openSync(options.log, "a");
  const child = spawn("/bin/sh", ["-c", script, "sh", program, ...programArguments], {
    stdio: ["ignore", log, log, "pipe", ...(messages ? (["ipc"] as const) : [])],
    env: { ...environment, [stateMarker]: state },
  });
  closeSync(log);
  // Node represents a spawned pipe as a socket.
  const pipe = child.stdio[3] as Socket;
  pipe.on("error", () => {});
  // It closes only when read to its end, which comes when the watching shell has ended.
  pipe.resume();
  const unguarded = new Promise<void>((resolve) => pipe.once("close", () => resolve()));
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    // The only event of a program that can't be started. Later errors are told to whoever sends a message.
    child.on("error", (error) => resolve(error.message));
  });
  child.once("exit", () => pipe.end("\n"));
  return {
    child,
    ended,
    unref: () => {
      child.unref();
      pipe.unref();
    },
    end: async () => {
      child.kill("SIGKILL");
      await Promise.all([ended, unguarded]);
    },
  };
}
