/** Keys that one batch read takes. */
const keysAtOnce = 100;

/** Reads any number of keys by a read that takes a hundred at most, one batch after another. No keys, no read. */
export async function inBatches<Key, Row>(keys: readonly Key[], read: (some: readonly Key[]) => Promise<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < keys.length; start += keysAtOnce) rows.push(...(await read(keys.slice(start, start + keysAtOnce))));
  return rows;
}
