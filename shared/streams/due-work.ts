import { required } from "../kernel/invariant.ts";
import { faultFields, logger } from "../runtime/logger.ts";
import type { Item, Key } from "../store/client.ts";
import { dueIndex, dueStripesOf } from "../store/indexes.ts";
import type { Table } from "../store/table.ts";

/**
 * Runs for every row of a kind that has come due by an instant, the stripes of the index side by side. The index lags, so `run` reads the row
 * before it acts. One failure does not stop the others, but the run then fails as a whole, so that it is retried and its alarm fires.
 */
export async function eachDue(table: Pick<Table, "all">, kind: string, until: string, run: (key: Key) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  await Promise.all(
    dueStripesOf(kind).map(async (partition) => {
      for await (const key of table.all({ index: dueIndex, partition, to: until }, keyIn)) {
        await run(key).catch((error: unknown) => {
          logger.error(`${kind} failed`, faultFields(error));
          failures.push(error);
        });
      }
    }),
  );
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of what was due (${kind}) failed`);
}

function keyIn({ pk, sk }: Item): Key {
  return { pk: required(pk?.S, "partition key"), sk: required(sk?.S, "sort key") };
}
