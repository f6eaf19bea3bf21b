import { fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fieldsOf } from "./event-sources/values.ts";
import { cityMarker, type StateFolder, startGuarded } from "./processes.ts";

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
  const port = await freePort();
  const binary = join(import.meta.dirname, "../../node_modules/@dynoxide/linux-x64/dynoxide");
  const engine = startGuarded(binary, ["--port", String(port), "--db-path", database], {
    state: state.path,
    log: state.file("logs", "tables.log"),
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + 10_000;
  while (!(await answers(endpoint))) {
    // Our own child has to be the one that answers: an orphan on the same port would work on silently.
    if (engine.child.exitCode !== null || performance.now() > deadline)
      throw new Error("the engine for tables did not start; see logs/tables.log");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { endpoint, database, end: engine.end };
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

/** Without these the engine reads every stream record at every write. */
function indexStreamRecords(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA busy_timeout = 5000");
  database.exec("CREATE INDEX IF NOT EXISTS x_sr1 ON _stream_records(table_name, CAST(sequence_number AS INTEGER))");
  database.exec("CREATE INDEX IF NOT EXISTS x_sr2 ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER))");
  database.close();
}

function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    () => true,
    () => false,
  );
}

/** A port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}
