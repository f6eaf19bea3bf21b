import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { startGuarded } from "../state-folder.ts";
import { packagedEngine, requirePackagedEngine } from "./table-engine-available.ts";

const startWithinMs = 10_000;

/** A running engine of tables and streams. */
export interface TableEngine {
  readonly endpoint: string;
  /** Lets this process end while the engine runs; the engine's guard ends it then. */
  unref(): void;
  end(): Promise<void>;
}

/**
 * Starts an engine of tables and streams on a free port of loopback, in memory unless a database file is given; it ends with this process.
 * Throws `NoTableEngine` where the package is not installed.
 */
export async function startTableEngine(place: {
  /** State folder that the engine's process is marked with. */
  readonly state: string;
  readonly log: string;
  readonly database?: string;
}): Promise<TableEngine> {
  requirePackagedEngine();
  const port = await freePort();
  const file = place.database === undefined ? [] : ["--db-path", place.database];
  const { child, unref, end } = startGuarded(packagedEngine, ["--port", String(port), ...file], place);
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + startWithinMs;
  while (!(await answers(endpoint))) {
    // The answer must come from our own child, not from an orphan on the same port.
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`the engine for tables did not start; see ${place.log}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // The engine logs its port, which is told to the gateway alone. It appends to the file, so nothing that it writes from now on is lost.
  writeFileSync(place.log, readFileSync(place.log, "utf8").replaceAll(`:${port}`, ":…"));
  return { endpoint, unref, end };
}

/** Adds indexes to the engine's database once its tables are there: without them it scans all stream records at every write. */
export function indexStreamRecords(file: string): void {
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

/** A free port of loopback. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}
