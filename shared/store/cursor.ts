import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { message } from "../kernel/message.ts";

/** Thrown for a cursor that does not belong to this query; answered as a validation problem at `/query/cursor`. */
export class BadCursor extends Error {
  override readonly name = "BadCursor";
  constructor() {
    super(message("翻页游标不属于此列表", "the cursor does not belong to this list"));
  }
}

/** A cursor holds only the sort position: the partition always comes from the authorized query, so a cursor can't reach others. */
export function encodeCursor(lastKey: Record<string, AttributeValue>, partition: string): string {
  const position = Object.fromEntries(Object.entries(lastKey).flatMap(([name, value]) => (name === partition ? [] : [[name, value.S]])));
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** Rebuilds the start key from a cursor and the partition of the query; throws `BadCursor` if it does not have this query's shape. */
export function decodeCursor(
  cursor: string,
  partition: string,
  partitionValue: string,
  ofIndex: boolean,
  sort: string,
): Record<string, AttributeValue> {
  const names = ofIndex ? [sort, "pk", "sk"] : ["sk"];
  const position = parsePosition(cursor);
  const key: Record<string, AttributeValue> = { [partition]: { S: partitionValue } };
  for (const name of names.filter((each) => each !== partition)) {
    const value = position[name];
    if (typeof value !== "string" || value.length === 0) throw new BadCursor();
    key[name] = { S: value };
  }
  return key;
}

function parsePosition(cursor: string): Record<string, unknown> {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (typeof position === "object" && position !== null) return position as Record<string, unknown>;
  } catch {
    // Falls through: unreadable and misshapen cursors are refused alike.
  }
  throw new BadCursor();
}
