import { type Fields, fieldsOf, list } from "../values.ts";
import type { NeededRight } from "./policy.ts";
import type { TableShapes } from "./table-shapes.ts";

/** What a request touches and which rights it needs. */
export interface DynamoRequest {
  readonly rights: readonly NeededRight[];
  /** Tables the request names, each once. */
  readonly tables: readonly string[];
  /** Table of each inner action of a transaction, by position. */
  readonly transactionTables?: readonly string[];
}

/** The member that says which item an operation is about; DynamoDB ignores any other, so the gateway must not look at it. */
const itemMembers: Readonly<Record<string, "Item" | "Key">> = {
  GetItem: "Key",
  PutItem: "Item",
  UpdateItem: "Key",
  DeleteItem: "Key",
  ConditionCheckItem: "Key",
};
const transactionActions: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};
const partiqlActions: Readonly<Record<string, string>> = {
  SELECT: "PartiQLSelect",
  INSERT: "PartiQLInsert",
  UPDATE: "PartiQLUpdate",
  DELETE: "PartiQLDelete",
};

/** Which rights a DynamoDB request needs. `arnOf` writes the ARN of a table. Unknown operations need the action of their own name. */
export async function readDynamoRequest(
  operation: string,
  body: Fields,
  shapes: TableShapes,
  arnOf: (table: string) => string,
): Promise<DynamoRequest> {
  if (operation === "TransactWriteItems" || operation === "TransactGetItems") return readTransaction(operation, body, shapes, arnOf);
  if (operation === "BatchGetItem" || operation === "BatchWriteItem") return readBatch(operation, body, shapes, arnOf);
  if (/^(ExecuteStatement|BatchExecuteStatement|ExecuteTransaction)$/.test(operation)) return readPartiql(operation, body, arnOf);
  const table = tableNameOf(body.TableName);
  if (!table) return { rights: [{ action: `dynamodb:${operation}`, resource: "*" }], tables: [] };
  const index = typeof body.IndexName === "string" ? body.IndexName : undefined;
  const resource = index ? `${arnOf(table)}/index/${index}` : arnOf(table);
  const right = { action: `dynamodb:${operation}`, resource };
  if (Object.hasOwn(itemMembers, operation)) {
    const keys = leadingKeysOf([itemIn(operation, body)], (await shapes.shape(table))?.partitionKey);
    return { rights: [{ ...right, leadingKeys: keys }], tables: [table] };
  }
  if (operation === "Query") {
    const shape = await shapes.shape(table);
    const keys = index ? shape?.indexes.get(index) : shape;
    return { rights: [{ ...right, leadingKeys: queryKeys(body, keys?.partitionKey) }], tables: [table] };
  }
  return { rights: [right], tables: [table] };
}

/** The item or the key that a request of an operation is about. */
function itemIn(operation: string, request: Fields): Fields {
  return fieldsOf(request[itemMembers[operation] ?? "Key"]);
}

/** The name in a `TableName` field, which may hold an ARN; undefined when there is none. */
function tableNameOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return value.startsWith("arn:") ? /^arn:[\w-]+:dynamodb:[\w-]*:\d*:table\/([\w.-]+)$/.exec(value)?.[1] : value;
}

/** The text of a key attribute (`{ S }`, `{ N }` or `{ B }`); undefined for an attribute of several types, which has no one text. */
export function keyText(attribute: unknown): string | undefined {
  const [[type = "", text] = [], ...others] = Object.entries(fieldsOf(attribute));
  return /^[SNB]$/.test(type) && typeof text === "string" && others.length === 0 ? text : undefined;
}

async function readTransaction(
  operation: string,
  body: Fields,
  shapes: TableShapes,
  arnOf: (table: string) => string,
): Promise<DynamoRequest> {
  const rights: NeededRight[] = [];
  const tables: string[] = [];
  for (const item of list(body.TransactItems)) {
    // DynamoDB refuses an entry of two actions; whichever an engine would take, both need their right.
    const inner = Object.entries(fieldsOf(item)).filter(([, value]) => value !== null && value !== undefined);
    for (const [kind, request] of inner.length > 0 ? inner : [["", {}] as const]) {
      const action = transactionActions[kind] ?? operation;
      const table = tableNameOf(fieldsOf(request).TableName) ?? "";
      tables.push(table);
      rights.push({
        action: `dynamodb:${action}`,
        resource: arnOf(table),
        leadingKeys: leadingKeysOf([itemIn(action, fieldsOf(request))], (await shapes.shape(table))?.partitionKey),
        enclosingOperation: operation,
      });
    }
  }
  return { rights, tables: [...new Set(tables)], transactionTables: tables };
}

async function readBatch(operation: string, body: Fields, shapes: TableShapes, arnOf: (table: string) => string): Promise<DynamoRequest> {
  const entries = Object.entries(fieldsOf(body.RequestItems));
  const rights: NeededRight[] = [];
  for (const [name, request] of entries) {
    const table = tableNameOf(name) ?? name;
    const items = operation === "BatchGetItem" ? list(fieldsOf(request).Keys).map(fieldsOf) : list(request).flatMap(batchItems);
    const leadingKeys = leadingKeysOf(items, (await shapes.shape(table))?.partitionKey);
    rights.push({ action: `dynamodb:${operation}`, resource: arnOf(table), leadingKeys });
  }
  return { rights, tables: entries.map(([name]) => tableNameOf(name) ?? name) };
}

function readPartiql(operation: string, body: Fields, arnOf: (table: string) => string): DynamoRequest {
  const statements =
    operation === "ExecuteStatement"
      ? [body]
      : list(body[operation === "ExecuteTransaction" ? "TransactStatements" : "Statements"]).map(fieldsOf);
  const tables: string[] = [];
  const rights = statements.map((statement): NeededRight => {
    const text = String(statement.Statement ?? "").trim();
    const verb = (/^\w+/.exec(text)?.[0] ?? "").toUpperCase();
    const [, table = "", index] = /(?:FROM|INTO|UPDATE)\s+"?([\w.-]+)"?(?:\."([\w.-]+)")?/i.exec(text) ?? [];
    tables.push(table);
    const resource = index ? `${arnOf(table)}/index/${index}` : arnOf(table);
    const right = { action: `dynamodb:${partiqlActions[verb] ?? "PartiQL"}`, resource, leadingKeys: "unknown" as const };
    return operation === "ExecuteTransaction" ? { ...right, enclosingOperation: operation } : right;
  });
  return { rights, tables: [...new Set(tables)] };
}

function leadingKeysOf(items: readonly Fields[], partitionKey: string | undefined): readonly string[] | "unknown" {
  if (partitionKey === undefined) return "unknown";
  const keys = items.map((item) => keyText(item[partitionKey]));
  return keys.every((key) => key !== undefined) ? keys : "unknown";
}

/** The item of each request that an entry of a batch of writes holds: DynamoDB takes one, and refuses two. */
function batchItems(entry: unknown): readonly Fields[] {
  const { PutRequest, DeleteRequest } = fieldsOf(entry);
  const items = [fieldsOf(PutRequest).Item, fieldsOf(DeleteRequest).Key].filter((item) => item !== undefined).map(fieldsOf);
  // An entry without any has no key that a condition could hold for.
  return items.length > 0 ? items : [{}];
}

/** The partitions a query names: `name = :value` in its key condition, or the older `KeyConditions`. One that names two is refused. */
function queryKeys(body: Fields, partitionKey: string | undefined): readonly string[] | "unknown" {
  if (partitionKey === undefined) return "unknown";
  const names = fieldsOf(body.ExpressionAttributeNames);
  const values = fieldsOf(body.ExpressionAttributeValues);
  const expression = String(body.KeyConditionExpression ?? "");
  const wanted: unknown[] = [];
  for (const [, left = "", right = ""] of expression.matchAll(/([#\w.-]+|:[\w]+)\s*=\s*([#\w.-]+|:[\w]+)/g)) {
    const [name, value] = left.startsWith(":") ? [right, left] : [left, right];
    if ((names[name] ?? name) === partitionKey) wanted.push(values[value]);
  }
  const older = fieldsOf(fieldsOf(body.KeyConditions)[partitionKey]);
  if (older.ComparisonOperator === "EQ") wanted.push(list(older.AttributeValueList)[0]);
  const keys = wanted.map(keyText).filter((key) => key !== undefined);
  return keys.length === 0 || keys.length < wanted.length ? "unknown" : keys;
}

/** The items a request writes, by their key or as a whole; PartiQL statements are not parsed. */
export function writesOf(operation: string, body: Fields): readonly { readonly table: string; readonly item: Fields }[] {
  const write = (table: unknown, item: unknown) => ({ table: tableNameOf(table) ?? "", item: fieldsOf(item) });
  if (operation === "TransactWriteItems") {
    return list(body.TransactItems).flatMap((entry) => {
      const { Put, Update, Delete } = fieldsOf(entry);
      const { TableName, Item, Key } = fieldsOf(Put ?? Update ?? Delete);
      return TableName === undefined ? [] : [write(TableName, Put === undefined ? Key : Item)];
    });
  }
  if (operation === "BatchWriteItem") {
    return Object.entries(fieldsOf(body.RequestItems)).flatMap(([table, requests]) =>
      list(requests)
        .flatMap(batchItems)
        .map((item) => write(table, item)),
    );
  }
  return Object.hasOwn(itemMembers, operation) ? [write(body.TableName, itemIn(operation, body))] : [];
}
