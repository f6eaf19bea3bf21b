import { type Item, type Key, keyOf } from "./client.ts";
import type { WriteFragment } from "./transaction.ts";

/**
 * Puts a row in place of the version before it: version 1 where there was none, version n over n - 1. `stale` when another change came
 * first, so load and decide again.
 */
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
