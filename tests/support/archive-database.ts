import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { archiveColumns, type ColumnType, partitionColumn } from "../../functions/records/archive/columns.ts";
import { type ArchiveQuery, sqlOf } from "../../functions/records/archive/queries.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A row of an answer: texts and whole numbers as texts, decimals with all their digits. */
export type AnswerRow = Readonly<Record<string, unknown>>;

/** A database over objects of the archive, which answers the queries of the archive as Athena does. */
export interface ArchiveDatabase {
  /** Answers a query of the archive. */
  ask(query: ArchiveQuery, ...parameters: readonly string[]): Promise<readonly AnswerRow[]>;
  /** Answers any SQL over `trade_records`. */
  sql(text: string, ...parameters: readonly string[]): Promise<readonly AnswerRow[]>;
  close(): void;
}

/** What Athena calls otherwise than this engine does. */
const athenaFunctions = [
  "CREATE MACRO cardinality(list) AS len(list)",
  "CREATE MACRO sequence(first, last) AS generate_series(first, last)",
];

/** Opens a database over objects by their keys in the archive. Its table has the columns of the templates, with the same types. */
export async function archiveDatabase(objects: readonly { readonly key: string; readonly bytes: Uint8Array }[]): Promise<ArchiveDatabase> {
  const folder = temporaryFolder("archive");
  for (const { key, bytes } of objects) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), bytes);
  }
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const columns = archiveColumns.map(({ name, type }) => `'${name}': '${typeName(type)}'`).join(", ");
  const files = `${folder}/blocks/*/*.jsonl.gz`;
  const read = `read_json('${files}', format = 'newline_delimited', columns = {${columns}}, hive_partitioning = true, hive_types = {'${partitionColumn}': 'VARCHAR'})`;
  for (const statement of [...athenaFunctions, `CREATE VIEW trade_records AS SELECT * FROM ${read}`]) await connection.run(statement);
  const sql: ArchiveDatabase["sql"] = async (text, ...parameters) =>
    (await connection.runAndReadAll(text, [...parameters])).getRowObjectsJson();
  return {
    sql,
    ask: (query, ...parameters) => sql(sqlOf(query), ...parameters),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A column's type as this engine writes it. */
function typeName(type: ColumnType): string {
  if (type === "text") return "VARCHAR";
  if (type === "whole number") return "BIGINT";
  if (type === "yes or no") return "BOOLEAN";
  if ("listOf" in type) return `${typeName(type.listOf)}[]`;
  return `STRUCT(${type.fields.map(({ name, type: of }) => `"${name}" ${typeName(of)}`).join(", ")})`;
}
