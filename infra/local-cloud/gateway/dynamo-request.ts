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

const singleItemOperations = new Set(["GetItem", "PutItem", "UpdateItem", "DeleteItem"]);
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
  if (singleItemOperations.has(operation)) {
    const keys = leadingKeysOf([fieldsOf(body.Key ?? body.Item)], (await shapes.shape(table))?.partitionKey);
    return { rights: [{ ...right, leadingKeys: keys }], tables: [table] };
  }
  if (operation === "Query") {
    const shape = await shapes.shape(table);
    const keys = index ? shape?.indexes.get(index) : shape;
    return { rights: [{ ...right, leadingKeys: queryKeys(body, keys?.partitionKey) }], tables: [table] };
  }
  return { rights: [right], tables: [table] };
}

/** The name in a `TableName` field, which may hold an ARN; undefined when there is none. */
function tableNameOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return value.startsWith("arn:") ? /:table\/([^/]+)/.exec(value)?.[1] : value;
}

/** The text of a key attribute (`{ S }`, `{ N }` or `{ B }`). */
export function keyText(attribute: unknown): string | undefined {
  const { S, N, B } = fieldsOf(attribute);
  const text = S ?? N ?? B;
  return typeof text === "string" ? text : undefined;
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
    const [kind, inner] = Object.entries(fieldsOf(item)).find(([, value]) => value !== null && value !== undefined) ?? ["", undefined];
    const { TableName, Key, Item } = fieldsOf(inner);
    const table = tableNameOf(TableName) ?? "";
    tables.push(table);
    rights.push({
      action: `dynamodb:${transactionActions[kind] ?? operation}`,
      resource: arnOf(table),
      leadingKeys: leadingKeysOf([fieldsOf(Key ?? Item)], (await shapes.shape(table))?.partitionKey),
      enclosingOperation: operation,
    });
  }
  return { rights, tables: [...new Set(tables)], transactionTables: tables };
}

async function readBatch(operation: string, body: Fields, shapes: TableShapes, arnOf: (table: string) => string): Promise<DynamoRequest> {
  const entries = Object.entries(fieldsOf(body.RequestItems));
  const rights: NeededRight[] = [];
  for (const [name, request] of entries) {
    const table = tableNameOf(name) ?? name;
    const items =
      operation === "BatchGetItem"
        ? list(fieldsOf(request).Keys).map(fieldsOf)
        : list(request).map((entry) => {
            const { PutRequest, DeleteRequest } = fieldsOf(entry);
            return fieldsOf(fieldsOf(PutRequest).Item ?? fieldsOf(DeleteRequest).Key);
          });
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

/** The partition a query reads: `name = :value` in its key condition, or the older `KeyConditions`. */
function queryKeys(body: Fields, partitionKey: string | undefined): readonly string[] | "unknown" {
  if (partitionKey === undefined) return "unknown";
  const names = fieldsOf(body.ExpressionAttributeNames);
  const values = fieldsOf(body.ExpressionAttributeValues);
  const expression = String(body.KeyConditionExpression ?? "");
  for (const [, left = "", right = ""] of expression.matchAll(/([#\w.-]+|:[\w]+)\s*=\s*([#\w.-]+|:[\w]+)/g)) {
    const [name, value] = left.startsWith(":") ? [right, left] : [left, right];
    if ((names[name] ?? name) !== partitionKey) continue;
    const key = keyText(values[value]);
    return key === undefined ? "unknown" : [key];
  }
  const older = fieldsOf(fieldsOf(body.KeyConditions)[partitionKey]);
  const key = older.ComparisonOperator === "EQ" ? keyText(list(older.AttributeValueList)[0]) : undefined;
  return key === undefined ? "unknown" : [key];
}

/** The items a request writes, by their key or as a whole; PartiQL statements are not parsed. */
export function writesOf(operation: string, body: Fields): readonly { readonly table: string; readonly item: Fields }[] {
  const write = (table: unknown, item: unknown) => ({ table: tableNameOf(table) ?? "", item: fieldsOf(item) });
  if (operation === "TransactWriteItems") {
    return list(body.TransactItems).flatMap((entry) => {
      const { Put, Update, Delete } = fieldsOf(entry);
      const { TableName, Item, Key } = fieldsOf(Put ?? Update ?? Delete);
      return TableName === undefined ? [] : [write(TableName, Item ?? Key)];
    });
  }
  if (operation === "BatchWriteItem") {
    return Object.entries(fieldsOf(body.RequestItems)).flatMap(([table, requests]) =>
      list(requests).map((entry) => {
        const { PutRequest, DeleteRequest } = fieldsOf(entry);
        return write(table, fieldsOf(PutRequest).Item ?? fieldsOf(DeleteRequest).Key);
      }),
    );
  }
  return singleItemOperations.has(operation) ? [write(body.TableName, body.Item ?? body.Key)] : [];
}
