/**
 * Runs for every row, at most `atOnce` concurrently. One failure does not stop the others; after all rows, a single failure is rethrown and
 * several are thrown as one `AggregateError`.
 */
export async function eachAtOnce<Row>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  atOnce: number,
  run: (row: Row) => Promise<void>,
): Promise<void> {
  const source = oneByOne(rows);
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let next = await source.next(); !next.done; next = await source.next()) {
      await run(next.value).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} failed`);
}

/** Shared by all workers, so that each row is taken once. */
async function* oneByOne<Row>(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row> {
  yield* rows;
}
