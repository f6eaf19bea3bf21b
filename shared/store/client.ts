import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { untilProcessed } from "./batch.ts";
import { type CursorScope, decodeCursor, encodeCursor } from "./cursor.ts";

/** An item as DynamoDB holds it. */
export type Item = Record<string, AttributeValue>;
/** The key of an item in any table. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** One client per process, so that connections are reused; endpoint, region and credentials come from the environment. */
export function dynamoClient(): DynamoDBClient {
  return new DynamoDBClient({});
}

/** A key in DynamoDB's format. */
export function keyOf({ pk, sk }: Key): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** Reads one item, strongly consistent; undefined if there is none. */
export async function getItem(client: DynamoDBClient, table: string, key: Key): Promise<Item | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }));
  return Item;
}

/** Reads up to 100 items of one table, strongly consistent, unordered, without absent ones; unprocessed keys are retried. */
export async function getItems(client: DynamoDBClient, table: string, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  await untilProcessed(keys.map(keyOf), async (pending) => {
    const reply = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: pending, ConsistentRead: true } } }));
    items.push(...(reply.Responses?.[table] ?? []));
    return reply.UnprocessedKeys?.[table]?.Keys ?? [];
  });
  return items;
}

const putsAtOnce = 25;

/** Puts any number of items into one table unconditionally; use only where rewriting writes identical bytes. */
export async function putItems(client: DynamoDBClient, table: string, items: readonly Item[]): Promise<void> {
  for (let start = 0; start < items.length; start += putsAtOnce) {
    const puts: WriteRequest[] = items.slice(start, start + putsAtOnce).map((Item) => ({ PutRequest: { Item } }));
    await untilProcessed(puts, async (pending) => {
      const reply = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: pending } }));
      return reply.UnprocessedItems?.[table] ?? [];
    });
  }
}

/** Rows to query: one partition of a table or index, limited by a sort-key prefix or range. */
export interface PageQuery {
  readonly table: string;
  /** Index name and the names of its key attributes; the table's own keys when absent. */
  readonly index?: { readonly name: string; readonly partition: string; readonly sort: string };
  /** Value of the partition key. */
  readonly partition: string;
  /** Names the list that a cursor belongs to, where it has several partitions; the partition by default. */
  readonly list?: string;
  /** Only sort keys that begin with this. */
  readonly prefix?: string;
  /** Only sort keys from this one on (inclusive). */
  readonly from?: string;
  /** Only sort keys up to this one (inclusive). */
  readonly to?: string;
  /** Newest first. */
  readonly descending?: boolean;
  /** Maximum rows per page. */
  readonly limit?: number;
  /** Cursor of an earlier page of the same query. */
  readonly cursor?: string | undefined;
}

/** The part of a page query that the caller chooses. */
export interface PageRequest {
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

/** Rows of one page and where the next begins. */
export interface Page<Row> {
  readonly items: Row[];
  readonly nextCursor?: string;
}

/** Reads one page. Table reads are strongly consistent; index reads can lag. A cursor only moves the start within the given partition. */
export async function queryPage(client: DynamoDBClient, query: PageQuery): Promise<Page<Item>> {
  const names = query.index ?? { partition: "pk", sort: "sk" };
  const scope = cursorScope(query);
  const conditions = ["#partition = :partition"];
  const values: Item = { ":partition": { S: query.partition } };
  const attributes: Record<string, string> = { "#partition": names.partition };
  const sortCondition = rangeCondition(query, values);
  if (sortCondition) {
    conditions.push(sortCondition);
    attributes["#sort"] = names.sort;
  }
  const input: QueryCommandInput = {
    TableName: query.table,
    KeyConditionExpression: conditions.join(" AND "),
    ExpressionAttributeNames: attributes,
    ExpressionAttributeValues: values,
    ScanIndexForward: !query.descending,
    Limit: query.limit ?? 100,
    ...(query.index ? { IndexName: query.index.name } : { ConsistentRead: true }),
    ...(query.cursor ? { ExclusiveStartKey: decodeCursor(query.cursor, scope) } : {}),
  };
  const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(input));
  return LastEvaluatedKey ? { items: Items, nextCursor: encodeCursor(LastEvaluatedKey, scope) } : { items: Items };
}

/** Where the cursors of a query move. */
function cursorScope({ table, index, partition, list = partition, prefix, from, to }: PageQuery): CursorScope {
  const names = index ?? { name: "", partition: "pk", sort: "sk" };
  return {
    list: [table, names.name, list, prefix].join("|"),
    partition: names.partition,
    partitionValue: partition,
    sort: names.sort,
    ...{ prefix, from, to },
  };
}

/** Every row of a query, page by page, for jobs; people get pages. */
export async function* queryAll(client: DynamoDBClient, query: PageQuery): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page: Page<Item> = await queryPage(client, { ...query, cursor });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor);
}

const rowsAtOnce = 1000;

/** Every row of several partitions of one table or index, read concurrently, for jobs; in the order of the partitions. */
export async function queryPartitions(
  client: DynamoDBClient,
  query: Omit<PageQuery, "partition" | "limit" | "cursor">,
  partitions: readonly string[],
): Promise<Item[]> {
  const rowsOf = async (partition: string): Promise<Item[]> => {
    const rows: Item[] = [];
    for await (const row of queryAll(client, { ...query, partition, limit: rowsAtOnce })) rows.push(row);
    return rows;
  };
  return (await Promise.all(partitions.map(rowsOf))).flat();
}

/** One page of several partitions of one table or index as if they were one list, by sort key; rows with the same sort key are one row. */
export async function mergedPage(
  client: DynamoDBClient,
  merged: Pick<PageQuery, "table" | "index" | "descending" | "to">,
  partitions: readonly string[],
  { limit = 25, cursor }: PageRequest,
): Promise<Page<Item>> {
  const query = { ...merged, list: partitions.join(), limit, cursor };
  const pages = await Promise.all(partitions.map((partition) => queryPage(client, { ...query, partition })));
  const sortKey = (item: Item): string => item[merged.index?.sort ?? "sk"]?.S ?? "";
  const byKey = new Map(pages.flatMap(({ items }) => items).map((item) => [sortKey(item), item]));
  const found = [...byKey.values()].sort((one, other) => (sortKey(one) < sortKey(other) === (merged.descending ?? false) ? 1 : -1));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit || pages.some(({ nextCursor }) => nextCursor !== undefined);
  return last && more ? { items, nextCursor: encodeCursor(last, cursorScope({ ...query, partition: "" })) } : { items };
}

function rangeCondition(query: PageQuery, values: Item): string | undefined {
  if (query.prefix !== undefined) {
    values[":prefix"] = { S: query.prefix };
    return "begins_with(#sort, :prefix)";
  }
  if (query.from !== undefined) values[":from"] = { S: query.from };
  if (query.to !== undefined) values[":to"] = { S: query.to };
  if (query.from !== undefined && query.to !== undefined) return "#sort BETWEEN :from AND :to";
  if (query.from !== undefined) return "#sort >= :from";
  return query.to === undefined ? undefined : "#sort <= :to";
}
