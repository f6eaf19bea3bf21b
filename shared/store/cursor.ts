import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { sha256 } from "../kernel/ids.ts";
import { message } from "../kernel/message.ts";

/** Thrown for a cursor that does not belong to this query; answered as a validation problem at `/query/cursor`. */
export class BadCursor extends Error {
  override readonly name = "BadCursor";
  constructor() {
    super(message("翻页游标不属于此列表", "the cursor does not belong to this list"));
  }
}

/** The list that a cursor moves in: one partition of a table or index, limited by a sort-key prefix or range. */
export interface CursorScope {
  /** Names the list; a cursor of another list is refused. */
  readonly list: string;
  /** Name and value of the partition key. */
  readonly partition: string;
  readonly partitionValue: string;
  /** Name of the sort key. */
  readonly sort: string;
  readonly prefix?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A cursor holds only the sort position: the partition always comes from the authorized query, so a cursor can't reach others. */
export function encodeCursor(lastKey: Record<string, AttributeValue>, scope: Pick<CursorScope, "list" | "partition" | "sort">): string {
  const position = positionNames(scope).map((name) => lastKey[name]?.S);
  return Buffer.from(JSON.stringify([tagOf(scope.list), ...position])).toString("base64url");
}

/** Rebuilds the start key from a cursor; throws `BadCursor` unless the cursor has its one form and a position of this list. */
export function decodeCursor(cursor: string, scope: CursorScope): Record<string, AttributeValue> {
  const names = positionNames(scope);
  const [tag, ...position] = parsed(cursor);
  if (tag !== tagOf(scope.list) || position.length !== names.length || !position.every(isKeyText)) throw new BadCursor();
  const sorted = position[names.indexOf(scope.sort)] ?? "";
  const { prefix = "", from = sorted, to = sorted } = scope;
  // The engine refuses a start outside the queried range as an invalid request, which would be a fault.
  if (!sorted.startsWith(prefix) || sorted < from || sorted > to) throw new BadCursor();
  const key = Object.fromEntries(names.map((name, index) => [name, { S: position[index] ?? "" }]));
  return { [scope.partition]: { S: scope.partitionValue }, ...key };
}

/** The key attributes that make up a position: those of the table, and the sort key of an index. */
function positionNames({ partition, sort }: Pick<CursorScope, "partition" | "sort">): string[] {
  return [...new Set([sort, "pk", "sk"])].filter((name) => name !== partition);
}

/** Eight characters that tell lists apart. Nothing is protected by them. */
function tagOf(list: string): string {
  return sha256(list).slice(0, 8);
}

function isKeyText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.isWellFormed();
}

function parsed(cursor: string): unknown[] {
  const bytes = Buffer.from(cursor, "base64url");
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    // Decoding skips what is not base64url, so that many texts would be the same cursor.
    if (Array.isArray(value) && bytes.toString("base64url") === cursor) return value;
  } catch {
    // Falls through: unreadable and misshapen cursors are refused alike.
  }
  throw new BadCursor();
}
