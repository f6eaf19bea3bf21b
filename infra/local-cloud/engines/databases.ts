import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** What is wrong with a database file, or with the one that holds its last writes. */
export interface DatabaseProblem {
  readonly file: string;
  readonly finding: string;
}

/**
 * Checks an engine's database while the engine does not run. A database that is empty or not there is never opened: SQLite would make an
 * empty one of it, and the engine empty tables. `killed` says that the engine was, so that its last writes are in a file of their own.
 */
export function checkDatabase(file: string, { killed }: { readonly killed: boolean }): DatabaseProblem | undefined {
  if (!existsSync(file)) return { file, finding: "is missing" };
  if (statSync(file).size === 0) return { file, finding: "is empty" };
  const writes = `${file}-wal`;
  if (killed && !existsSync(writes)) return { file: writes, finding: "is missing after a kill" };
  if (existsSync(writes) && statSync(writes).size > 0 && !isWriteAheadLog(writes)) return { file: writes, finding: "is damaged" };
  try {
    const [row] = withDatabase(file, (database) => database.prepare("PRAGMA quick_check(1)").all());
    const found = String(row?.quick_check);
    return found === "ok" ? undefined : { file, finding: `is damaged (${found.split("\n")[0]})` };
  } catch (error) {
    return { file, finding: `is damaged (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** Names of everything that an engine's database stores under a name: tables, queues and buckets. */
export function storedNames(file: string): ReadonlySet<string> {
  return withDatabase(file, (database) => {
    const names = (query: string): string[] =>
      database
        .prepare(query)
        .all()
        .map(({ name }) => String(name));
    const tables = names("SELECT name FROM sqlite_master WHERE type = 'table'");
    const inside = ["sqs_queues", "s3_buckets"].filter((table) => tables.includes(table));
    return new Set([...tables, ...inside.flatMap((table) => names(`SELECT name FROM ${table}`))]);
  });
}

/** Number of the last stream record of each table that has any. */
export function lastStreamRecords(file: string): ReadonlyMap<string, bigint> {
  const query = "SELECT table_name AS name, MAX(CAST(sequence_number AS INTEGER)) AS last FROM _stream_records GROUP BY table_name";
  return withDatabase(file, (database) => {
    const rows = database.prepare(query).all();
    return new Map(rows.map(({ name, last }) => [String(name), BigInt(String(last))]));
  });
}

/** Adds indexes to the table engine's database once its tables are there: without them it scans all stream records at every write. */
export function indexStreamRecords(file: string): void {
  withDatabase(file, (database) => {
    database.exec("PRAGMA busy_timeout = 5000");
    database.exec("CREATE INDEX IF NOT EXISTS x_sr1 ON _stream_records(table_name, CAST(sequence_number AS INTEGER))");
    database.exec("CREATE INDEX IF NOT EXISTS x_sr2 ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER))");
  });
}

/** Writes the last writes of an engine that has ended into its database, so that one file holds all of it. */
export function foldWrites(file: string): void {
  if (existsSync(file)) withDatabase(file, (database) => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
}

function withDatabase<Result>(file: string, work: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Whether a file begins as SQLite's write-ahead logs do. */
function isWriteAheadLog(file: string): boolean {
  const start = Buffer.alloc(4);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  return start.toString("hex") === "377f0682" || start.toString("hex") === "377f0683";
}
