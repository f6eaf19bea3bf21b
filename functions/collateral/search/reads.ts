/** Queries of a search that run at once. */
export const readsAtOnce = 20;
/** Rows of one batch read or page. */
export const keysAtOnce = 100;

/** Rows in parts that one batch read takes. */
export function* inParts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += keysAtOnce) yield rows.slice(start, start + keysAtOnce);
}
