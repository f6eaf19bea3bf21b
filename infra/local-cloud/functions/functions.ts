import { ProcessEnded } from "../answering-process.ts";
import type { InvocationResult } from "../event-sources/types.ts";
import { type Environment, type FunctionDefinition, startEnvironment } from "./environment.ts";

/** The functions of a local cloud, each in processes of its own. */
export interface Functions {
  /** Runs a function; a rejection means that it could not be started, or `EventTooLarge`. */
  invoke(name: string, event: unknown): Promise<InvocationResult>;
  /** Moves the clock of every process and resolves when all have done so; events wait meanwhile. */
  setLead(lead: number): Promise<void>;
  /** Ends the processes of one function at once, as a crash would. */
  kill(name: string): void;
  /** How many events are being processed. */
  busy(): number;
  stop(): Promise<void>;
}

/** What `startFunctions` needs. */
export interface FunctionsOptions {
  readonly definitions: readonly FunctionDefinition[];
  /** State folder, which marks the processes and takes their logs. */
  readonly state: string;
  readonly lead: () => number;
  /** How long a process without events is kept, in milliseconds; half a minute when absent. */
  readonly idleMilliseconds?: number;
  /** Most environments of one function at a time; eight when absent, where AWS allows a thousand. */
  readonly maximumEnvironments?: number;
}

/** Most processes that are tried for one event when each is killed before the event reaches it. */
const maximumTries = 10;
/** Quota of Lambda for the event of an invocation that waits for its result. */
const payloadLimit = 6 * 1024 * 1024;

/** An event has more than the 6 MB that Lambda takes. */
export class EventTooLarge extends Error {
  override readonly name = "EventTooLarge";
  constructor(functionName: string) {
    super(`the event of ${functionName} has more than ${payloadLimit} bytes`);
  }
}

/** Prepares the functions; their processes start with the first event. */
export function startFunctions(options: FunctionsOptions): Functions {
  const pools = new Map(options.definitions.map((definition) => [definition.name, environmentPool(definition, options)]));
  let moving: Promise<void> = Promise.resolve();
  let running = 0;

  return {
    async invoke(name, event) {
      const pool = pools.get(name);
      if (!pool) throw new Error(`there is no function ${name}`);
      const text = JSON.stringify(event) ?? "null";
      if (Buffer.byteLength(text) > payloadLimit) throw new EventTooLarge(name);
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

interface Pooled extends Environment {
  idle: NodeJS.Timeout | undefined;
}

function environmentPool(
  definition: FunctionDefinition,
  { state, lead, idleMilliseconds = 30_000, maximumEnvironments = 8 }: FunctionsOptions,
) {
  const all = new Set<Pooled>();
  const free: Pooled[] = [];
  const waiting: ((environment: Pooled | undefined) => void)[] = [];
  const starting = new Set<Promise<unknown>>();
  let stopped = false;

  async function take(): Promise<Pooled> {
    for (let found = free.pop(); found; found = free.pop()) {
      clearTimeout(found.idle);
      if (all.has(found)) return found;
    }
    if (stopped) throw new Error(`${definition.name} has been stopped`);
    if (all.size + starting.size < maximumEnvironments) return begin();
    const handed = await new Promise<Pooled | undefined>((resolve) => waiting.push(resolve));
    return handed && all.has(handed) ? handed : take();
  }

  function giveBack(environment: Pooled): void {
    const next = waiting.shift();
    if (next) next(all.has(environment) ? environment : undefined);
    else if (all.has(environment)) {
      environment.idle = setTimeout(environment.kill, idleMilliseconds).unref();
      free.push(environment);
    }
  }

  async function begin(): Promise<Pooled> {
    const begun = start();
    starting.add(begun);
    try {
      return await begun;
    } catch (error) {
      // Its place is free again.
      waiting.shift()?.(undefined);
      throw error;
    } finally {
      starting.delete(begun);
    }
  }

  async function start(): Promise<Pooled> {
    const environment: Pooled = { ...(await startEnvironment(definition, state, lead())), idle: undefined };
    all.add(environment);
    void environment.ended.then(() => all.delete(environment));
    // The clock may have moved while it started.
    await environment.setLead(lead()).catch((error: unknown) => {
      all.delete(environment);
      throw error;
    });
    return environment;
  }

  async function runOnce(event: string): Promise<InvocationResult> {
    const environment = await take();
    try {
      return await environment.run(event);
    } catch (error) {
      // Its end may not have been noticed yet.
      all.delete(environment);
      throw error;
    } finally {
      giveBack(environment);
    }
  }

  return {
    async run(event: string): Promise<InvocationResult> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await runOnce(event);
        } catch (error) {
          // The process had ended before the event reached it, so that another one can run it.
          if (!(error instanceof ProcessEnded) || tries === maximumTries) throw error;
        }
      }
    },
    async setLead(to: number): Promise<void> {
      // A process that ended meanwhile has no clock to move.
      await Promise.all([...all].map((environment) => environment.setLead(to).catch(() => {})));
    },
    kill(): void {
      for (const environment of all) environment.kill();
    },
    async stop(): Promise<void> {
      stopped = true;
      await Promise.allSettled(starting);
      await Promise.all([...all].map((environment) => environment.end()));
    },
  };
}
