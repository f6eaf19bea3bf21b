import { dueIndex } from "../deployment/indexes.ts";
import { required } from "../kernel/invariant.ts";
import { faultFields } from "../runtime/fault.ts";
import { logger } from "../runtime/logger.ts";
import { eachAtOnce } from "../store/at-once.ts";
import type { Item, Key } from "../store/client.ts";
import { dueStripesOf } from "../store/indexes.ts";
import type { Table } from "../store/table.ts";

/** Rows that one run works on concurrently. */
const rowsAtOnce = 16;

/** Keys of all work of a kind that is due by an instant, or from one to another. The index lags, so read the row before acting on it. */
export function dueKeys(table: Pick<Table, "allOf">, kind: string, until: string, from?: string): Promise<Key[]> {
  return table.allOf({ index: dueIndex, to: until, ...(from !== undefined && { from }) }, dueStripesOf(kind), keyIn);
}

/**
 * Runs for all work of a kind that is due by an instant, or from one to another, several rows concurrently. One failure does not stop the others, but fails the
 * run, so that it is retried and its alarm fires.
 */
export async function eachDue(
  table: Pick<Table, "allOf">,
  kind: string,
  until: string,
  run: (key: Key) => Promise<void>,
  from?: string,
): Promise<void> {
  await eachAtOnce(await dueKeys(table, kind, until, from), rowsAtOnce, (key) =>
    run(key).catch((error: unknown) => {
      logger.error(`${kind} failed`, faultFields(error));
      throw error;
    }),
  );
}

function keyIn({ pk, sk }: Item): Key {
  return { pk: required(pk?.S, "partition key"), sk: required(sk?.S, "sort key") };
}
