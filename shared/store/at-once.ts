/**
 * Runs for every row, at most `atOnce` of them side by side. One failure does not stop the others; once all rows are through, a single
 * failure is thrown as it is and several as one `AggregateError`.
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

/** One generator for all workers: it hands each row out once. */
async function* oneByOne<Row>(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row> {
  yield* rows;
}
