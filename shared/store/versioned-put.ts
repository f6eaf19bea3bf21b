import { type Item, type Key, keyOf } from "./client.ts";
import type { WriteFragment } from "./transaction.ts";

/** Puts the next version of a row: version 1 if there was none, version n over n - 1. `stale` if another change came first. */
export function versionedPut(table: string, key: Key, row: Item, version: number): WriteFragment<never> {
  const condition =
    version === 1
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "#version = :previous",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: { ":previous": { N: String(version - 1) } },
        };
  return { write: { Put: { TableName: table, Item: { ...keyOf(key), ...row }, ...condition } }, failure: "stale" };
}
