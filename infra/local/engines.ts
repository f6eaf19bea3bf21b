import { fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { fieldsOf } from "./event-sources/values.ts";
import { cityMarker, type StateFolder } from "./processes.ts";
import { indexStreamRecords, startTableEngine } from "./table-engine.ts";

/** The engines under a city: tables with their streams, queues and objects. */
export interface Engines {
  readonly dynamodb: string;
  /** Queues and objects. */
  readonly queues: string;
  /** Speeds the streams up; call once all tables are there. */
  tablesMade(): void;
  stop(): Promise<void>;
}

/** Starts the engines on the state folder; `dynamodbEndpoint` brings another engine for tables and streams. */
export async function startEngines(state: StateFolder, region: string, dynamodbEndpoint?: string): Promise<Engines> {
  const [tables, queues] = await Promise.all([startTables(state, dynamodbEndpoint), startQueues(state, region)]);
  return {
    dynamodb: tables.endpoint,
    queues: queues.endpoint,
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

async function startQueues(state: StateFolder, region: string): Promise<Engine> {
  const folder = state.file("queues");
  mkdirSync(folder, { recursive: true });
  const log = openSync(state.file("logs", "queues.log"), "a");
  const child = fork(join(import.meta.dirname, "queue-engine.entry.ts"), [folder, region], {
    env: { [cityMarker]: state.path },
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(Number(fieldsOf(message).port)));
    child.once("exit", () => reject(new Error("the engine for queues did not start; see logs/queues.log")));
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}
