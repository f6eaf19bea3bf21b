import { fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { type StateFolder, stateMarker } from "../state-folder.ts";
import type { HostToQueueEngine, QueueEngineToHost } from "./queue-engine-messages.ts";
import { indexStreamRecords, startTableEngine } from "./table-engine.ts";

/** The engines under a local cloud: tables with their streams, queues and objects. */
export interface Engines {
  readonly dynamodb: string;
  /** Queues and objects. */
  readonly queues: string;
  /** Moves the queues' clock to this lead in milliseconds: messages due by then become visible. */
  setLead(lead: number): Promise<void>;
  /** Adds what makes streams fast; call once all tables exist. */
  tablesMade(): void;
  stop(): Promise<void>;
}

/** What the engines need; `dynamodbEndpoint` names another engine for tables and streams. */
export interface EnginesOptions {
  readonly region: string;
  /** Lead of the local clock over the machine's, in milliseconds. */
  readonly lead: number;
  readonly dynamodbEndpoint?: string | undefined;
}

/** Starts the engines on the state folder. */
export async function startEngines(state: StateFolder, { region, lead, dynamodbEndpoint }: EnginesOptions): Promise<Engines> {
  const [tables, queues] = await Promise.all([startTables(state, dynamodbEndpoint), startQueues(state, region, lead)]);
  return {
    dynamodb: tables.endpoint,
    queues: queues.endpoint,
    setLead: queues.setLead,
    tablesMade: () => {
      if (tables.database) indexStreamRecords(tables.database);
    },
    stop: async () => {
      await Promise.all([tables.end(), queues.end()]);
    },
  };
}

interface Engine {
  readonly endpoint: string;
  readonly database?: string;
  end(): Promise<void>;
}

async function startTables(state: StateFolder, given: string | undefined): Promise<Engine> {
  if (given) return { endpoint: given, end: async () => {} };
  const database = state.file("tables.db");
  const engine = await startTableEngine({ state: state.path, log: state.file("logs", "tables.log"), database });
  return { ...engine, database };
}

interface QueueEngine extends Engine {
  setLead(lead: number): Promise<void>;
}

async function startQueues(state: StateFolder, region: string, lead: number): Promise<QueueEngine> {
  const folder = state.file("queues");
  mkdirSync(folder, { recursive: true });
  const log = openSync(state.file("logs", "queues.log"), "a");
  const child = fork(join(import.meta.dirname, "queue-engine.entry.ts"), [folder, region, String(lead)], {
    env: { [stateMarker]: state.path },
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  let moves = 0;
  const moved = new Map<number, () => void>();
  const port = await new Promise<number>((resolve, reject) => {
    child.on("message", (message: QueueEngineToHost) => {
      if (message.kind === "listening") resolve(message.port);
      else {
        moved.get(message.id)?.();
        moved.delete(message.id);
      }
    });
    child.once("exit", () => {
      reject(new Error("the engine for queues did not start; see logs/queues.log"));
      for (const done of moved.values()) done();
    });
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    setLead: (next) =>
      new Promise((resolve) => {
        moves += 1;
        const message: HostToQueueEngine = { id: moves, lead: next };
        if (!child.connected) return resolve();
        moved.set(message.id, resolve);
        child.send(message);
      }),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}
