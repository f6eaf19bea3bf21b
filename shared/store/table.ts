import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import type { FactSchema } from "../kernel/fact.ts";
import type { Refusal } from "../kernel/outcome.ts";
import { getItem, type Item, type Key, keyOf, type Page, type PageQuery, putItems, queryAll, queryPage } from "./client.ts";
import { factWrite, type NewFact } from "./fact-store.ts";
import type { ConditionFailure, WriteFragment } from "./transaction.ts";
import { versionedPut } from "./versioned-put.ts";

/** A query of one table. */
export type TableQuery = Omit<PageQuery, "table">;
type Decode<Row> = (item: Item) => Row;

/** One table, with the reads and the write fragments that every store is made of. */
export interface Table {
  readonly name: string;
  /** Reads one row, strongly consistent; undefined where there is none. */
  read<Row>(key: Key, decode: Decode<Row>): Promise<Row | undefined>;
  /** Reads one page of rows; consistent but for indexes. */
  page<Row>(query: TableQuery, decode: Decode<Row>): Promise<Page<Row>>;
  /** Every row of a query, page after page, for jobs; people get pages. */
  all<Row>(query: TableQuery, decode: Decode<Row>): AsyncGenerator<Row>;
  /** Puts a row whatever stands there: for keys that are fresh, and where writing again writes the same. */
  put(key: Key, row: Item): WriteFragment<never>;
  /** Puts a row where there is none; `failure` says what it means that there is one. */
  putNew<Failure extends Refusal | "stale" | "done">(key: Key, row: Item, failure: Failure): WriteFragment<Exclude<Failure, string>>;
  /** Puts a row in place of the version before it: version 1 where there was none. `stale` when another change came first. */
  putVersion(key: Key, row: Item, version: number): WriteFragment<never>;
  /** States a fact; stated before under the same id it is `done`. */
  state<Data extends z.ZodType>(schema: FactSchema<Data>, fact: NewFact<z.input<Data>>): WriteFragment<never>;
  /** Puts any number of rows at once, outside a transaction, so only where writing again writes identical bytes. */
  putAll(rows: readonly Item[]): Promise<void>;
}

/** The table of a name over a client. */
export function openTable(dynamo: DynamoDBClient, name: string): Table {
  return {
    name,
    async read(key, decode) {
      const item = await getItem(dynamo, name, key);
      return item && decode(item);
    },
    async page(query, decode) {
      const { items, ...rest } = await queryPage(dynamo, { table: name, ...query });
      return { items: items.map(decode), ...rest };
    },
    async *all(query, decode) {
      for await (const item of queryAll(dynamo, { table: name, ...query })) yield decode(item);
    },
    put: (key, row) => ({ write: { Put: { TableName: name, Item: { ...keyOf(key), ...row } } } }),
    putNew: (key, row, failure) => ({
      write: { Put: { TableName: name, Item: { ...keyOf(key), ...row }, ConditionExpression: "attribute_not_exists(pk)" } },
      failure: failure as ConditionFailure<Exclude<typeof failure, string>>,
    }),
    putVersion: (key, row, version) => versionedPut(name, key, row, version),
    state: (schema, fact) => factWrite(name, schema, fact),
    putAll: (rows) => putItems(dynamo, name, rows),
  };
}
