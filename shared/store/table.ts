import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import type { FactSchema } from "../kernel/fact.ts";
import type { Refusal } from "../kernel/outcome.ts";
import {
  getItem,
  getItems,
  type Item,
  type Key,
  keyOf,
  mergedPage,
  type Page,
  type PageQuery,
  type PageRequest,
  putItems,
  queryAll,
  queryPage,
  queryPartitions,
} from "./client.ts";
import { factWrite, type NewFact } from "./fact-store.ts";
import type { ConditionFailure, WriteFragment } from "./transaction.ts";
import { versionedPut } from "./versioned-put.ts";

/** A query of one table. */
export type TableQuery = Omit<PageQuery, "table">;
type Decode<Row> = (item: Item) => Row;

/** A condition of a write, in DynamoDB's expression language. */
export interface Condition {
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/** One table, with the reads and write fragments that stores are built from. */
export interface Table {
  readonly name: string;
  /** Reads one row, strongly consistent; undefined if there is none. */
  read<Row>(key: Key, decode: Decode<Row>): Promise<Row | undefined>;
  /** Reads up to a hundred rows in one call, each strongly consistent, unordered and without absent ones. */
  readMany<Row>(keys: readonly Key[], decode: Decode<Row>): Promise<Row[]>;
  /** Reads one page of rows; consistent, except from indexes. */
  page<Row>(query: TableQuery, decode: Decode<Row>): Promise<Page<Row>>;
  /** Reads one page of several partitions as if they were one list, by sort keys that differ; each is asked for a whole page. */
  merged<Row>(
    query: Pick<TableQuery, "index" | "descending" | "to">,
    partitions: readonly string[],
    request: PageRequest,
    decode: Decode<Row>,
  ): Promise<Page<Row>>;
  /** Every row of a query, page by page, for jobs; people get pages. */
  all<Row>(query: TableQuery, decode: Decode<Row>): AsyncGenerator<Row>;
  /** Every row of several partitions, read concurrently, for jobs; in the order of the partitions. */
  allOf<Row>(query: Omit<TableQuery, "partition" | "limit" | "cursor">, partitions: readonly string[], decode: Decode<Row>): Promise<Row[]>;
  /** Puts a row unconditionally: for fresh keys, and where rewriting writes the same. */
  put(key: Key, row: Item): WriteFragment<never>;
  /** Puts a row if there is none; `failure` is the outcome if there is one. */
  putNew<Failure extends Refusal | "stale" | "done">(key: Key, row: Item, failure: Failure): WriteFragment<Exclude<Failure, string>>;
  /** Puts a row on a condition; `failure` is the outcome where it does not hold. */
  putIf<Failure extends Refusal>(key: Key, row: Item, condition: Condition, failure: Failure): WriteFragment<Failure>;
  /** Removes a row, whether or not there is one. */
  remove(key: Key): WriteFragment<never>;
  /** Puts the next version of a row: version 1 if there was none. `stale` if another change came first. */
  putVersion(key: Key, row: Item, version: number): WriteFragment<never>;
  /** States a fact; one already stated under the same id is `done`. */
  state<Data extends z.ZodType>(schema: FactSchema<Data>, fact: NewFact<z.input<Data>>): WriteFragment<never>;
  /** Puts any number of rows at once, outside a transaction; use only where rewriting writes identical bytes. */
  putAll(rows: readonly Item[]): Promise<void>;
}

/** Opens the named table. */
export function openTable(dynamo: DynamoDBClient, name: string): Table {
  return {
    name,
    async read(key, decode) {
      const item = await getItem(dynamo, name, key);
      return item && decode(item);
    },
    readMany: async (keys, decode) => (await getItems(dynamo, name, keys)).map(decode),
    async page(query, decode) {
      const { items, ...rest } = await queryPage(dynamo, { table: name, ...query });
      return { items: items.map(decode), ...rest };
    },
    async merged(query, partitions, request, decode) {
      const { items, ...rest } = await mergedPage(dynamo, { table: name, ...query }, partitions, request);
      return { items: items.map(decode), ...rest };
    },
    async *all(query, decode) {
      for await (const item of queryAll(dynamo, { table: name, ...query })) yield decode(item);
    },
    allOf: async (query, partitions, decode) => (await queryPartitions(dynamo, { table: name, ...query }, partitions)).map(decode),
    put: (key, row) => ({ write: { Put: { TableName: name, Item: { ...keyOf(key), ...row } } } }),
    putNew: (key, row, failure) => ({
      write: { Put: { TableName: name, Item: { ...keyOf(key), ...row }, ConditionExpression: "attribute_not_exists(pk)" } },
      failure: failure as ConditionFailure<Exclude<typeof failure, string>>,
    }),
    putIf: (key, row, { condition, names, values }, failure) => ({
      write: {
        Put: {
          ...{ TableName: name, Item: { ...keyOf(key), ...row }, ConditionExpression: condition },
          ...{ ExpressionAttributeNames: names, ExpressionAttributeValues: values },
        },
      },
      failure,
    }),
    remove: (key) => ({ write: { Delete: { TableName: name, Key: keyOf(key) } } }),
    putVersion: (key, row, version) => versionedPut(name, key, row, version),
    state: (schema, fact) => factWrite(name, schema, fact),
    putAll: (rows) => putItems(dynamo, name, rows),
  };
}
