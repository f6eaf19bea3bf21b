import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { InvocationResult } from "../event-sources/types.ts";
import { stateMarker } from "../state-folder.ts";
import type { FunctionToHost, HostToFunction } from "./function-messages.ts";

/** A function as its template defines it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Folder of its bundle. */
  readonly folder: string;
  /** File without extension and export, `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Its whole environment: nothing of the host's is inherited. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The functions of a local cloud, each in processes of its own. */
export interface Functions {
  /** Runs a function; a rejection means that it could not be started. Events of more than 6 MB are refused. */
  invoke(name: string, event: unknown): Promise<InvocationResult>;
  /** Moves the clock of every process and resolves when all have done so; events wait meanwhile. */
  setLead(lead: number): Promise<void>;
  /** Ends the processes of one function at once, as a crash would. */
  kill(name: string): void;
  /** How many events are being processed. */
  busy(): number;
  stop(): Promise<void>;
}

/** Most environments of one function at a time; AWS allows a thousand. */
const maximumEnvironments = 8;
const idleMilliseconds = 120_000;
const startMilliseconds = 20_000;
const payloadLimit = 6 * 1024 * 1024;

interface Environment {
  readonly child: ChildProcess;
  ask(message: HostToFunction): Promise<FunctionToHost>;
  idle: NodeJS.Timeout | undefined;
}

/** Prepares the functions; their processes start with the first event. */
export function startFunctions(options: {
  readonly definitions: readonly FunctionDefinition[];
  /** State folder, which marks the processes and takes their logs. */
  readonly state: string;
  readonly lead: () => number;
}): Functions {
  const pools = new Map(options.definitions.map((definition) => [definition.name, environmentPool(definition, options)]));
  let moving: Promise<void> = Promise.resolve();
  let running = 0;

  return {
    async invoke(name, event) {
      const pool = pools.get(name);
      if (!pool) throw new Error(`there is no function ${name}`);
      const text = JSON.stringify(event) ?? "null";
      if (Buffer.byteLength(text) > payloadLimit) throw new Error(`the event of ${name} has more than ${payloadLimit} bytes`);
      await moving;
      running += 1;
      try {
        return await pool.run(text);
      } finally {
        running -= 1;
      }
    },
    setLead(lead) {
      moving = Promise.all([...pools.values()].map((pool) => pool.setLead(lead))).then(() => {});
      return moving;
    },
    kill: (name) => pools.get(name)?.kill(),
    busy: () => running,
    async stop() {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}

function environmentPool(definition: FunctionDefinition, { state, lead }: { readonly state: string; readonly lead: () => number }) {
  const all = new Set<Environment>();
  const free: Environment[] = [];
  const waiting: ((environment: Environment | undefined) => void)[] = [];
  let starting = 0;

  async function take(): Promise<Environment> {
    for (let found = free.pop(); found; found = free.pop()) {
      clearTimeout(found.idle);
      if (all.has(found)) return found;
    }
    if (all.size + starting < maximumEnvironments) return start();
    const handed = await new Promise<Environment | undefined>((resolve) => waiting.push(resolve));
    return handed && all.has(handed) ? handed : take();
  }

  function giveBack(environment: Environment): void {
    const next = waiting.shift();
    if (next) next(all.has(environment) ? environment : undefined);
    else if (all.has(environment)) {
      environment.idle = setTimeout(() => environment.child.kill("SIGKILL"), idleMilliseconds).unref();
      free.push(environment);
    }
  }

  async function start(): Promise<Environment> {
    starting += 1;
    try {
      const environment = await startEnvironment(definition, state, lead());
      all.add(environment);
      environment.child.once("exit", () => all.delete(environment));
      // The clock may have moved while it started.
      await environment.ask({ kind: "clock", id: nextId(), lead: lead() });
      return environment;
    } finally {
      starting -= 1;
    }
  }

  return {
    async run(event: string): Promise<InvocationResult> {
      const environment = await take();
      try {
        return await runEvent(environment, definition, event);
      } finally {
        giveBack(environment);
      }
    },
    async setLead(to: number): Promise<void> {
      // A process that ended meanwhile has no clock to move.
      await Promise.all([...all].map((environment) => environment.ask({ kind: "clock", id: nextId(), lead: to }).catch(() => {})));
    },
    kill(): void {
      for (const { child } of all) child.kill("SIGKILL");
    },
    async stop(): Promise<void> {
      await Promise.all([...all].map(({ child }) => end(child)));
    },
  };
}

let lastId = 0;
function nextId(): number {
  lastId += 1;
  return lastId;
}

/** Runs one event. A timeout kills the process; that, and a process that dies, is a function error, as on Lambda. */
async function runEvent(environment: Environment, definition: FunctionDefinition, event: string): Promise<InvocationResult> {
  const requestId = randomUUID();
  const milliseconds = definition.timeoutSeconds * 1000;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    environment.child.kill("SIGKILL");
  }, milliseconds);
  try {
    const deadline = performance.timeOrigin + performance.now() + milliseconds;
    const reply = await environment.ask({ kind: "invoke", id: nextId(), event, requestId, deadline });
    if (reply.kind === "returned") return { payload: JSON.parse(reply.payload), requestId };
    const error = reply.kind === "threw" ? reply.error : { errorType: "Runtime.Unknown", errorMessage: reply.kind };
    return { payload: error, functionError: "Unhandled", requestId };
  } catch {
    const payload = timedOut
      ? {
          errorType: "Sandbox.Timedout",
          errorMessage: `RequestId: ${requestId} Error: Task timed out after ${definition.timeoutSeconds}.00 seconds`,
        }
      : { errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: Runtime exited` };
    return { payload, functionError: "Unhandled", requestId };
  } finally {
    clearTimeout(timer);
  }
}

async function startEnvironment(definition: FunctionDefinition, state: string, lead: number): Promise<Environment> {
  const log = openSync(join(state, "logs", `${definition.name}.log`), "a");
  const child = fork(join(import.meta.dirname, "function-process.ts"), [definition.folder, definition.handler, String(lead)], {
    env: { ...definition.environment, [stateMarker]: state },
    execArgv: [`--max-old-space-size=${definition.memoryMb}`, "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const pending = new Map<number, { resolve: (reply: FunctionToHost) => void; reject: (error: Error) => void }>();
  const gone = (): void => {
    for (const { reject } of pending.values()) reject(new Error(`a process of ${definition.name} ended`));
    pending.clear();
  };
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), startMilliseconds);
    child.once("exit", () => {
      clearTimeout(timer);
      reject(new Error(`${definition.name} could not be started; see logs/${definition.name}.log`));
      gone();
    });
    child.on("message", (message: FunctionToHost) => {
      if (message.kind === "ready") {
        clearTimeout(timer);
        resolve();
        return;
      }
      pending.get(message.id)?.resolve(message);
      pending.delete(message.id);
    });
  });
  await ready;
  return {
    child,
    idle: undefined,
    ask: (message) =>
      new Promise((resolve, reject) => {
        if (!child.connected) {
          reject(new Error(`a process of ${definition.name} has ended`));
          return;
        }
        pending.set(message.id, { resolve, reject });
        child.send(message);
      }),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
