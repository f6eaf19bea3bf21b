import { type Fields, fieldsOf, list, parseJson } from "../values.ts";

/** The first half of a batch, and how to return the other half as unprocessed. */
export interface HalvedBatch {
  readonly body: Fields;
  merge(answer: string): string;
}

/** Splits a batch read or write of at least two entries; undefined for everything else (nothing processed at all would be an error). */
export function halve(operation: string, body: Fields): HalvedBatch | undefined {
  const reading = operation === "BatchGetItem";
  if (!reading && operation !== "BatchWriteItem") return undefined;
  const requests = fieldsOf(body.RequestItems);
  const entries = Object.entries(requests).flatMap(([table, request]) =>
    (reading ? list(fieldsOf(request).Keys) : list(request)).map((entry) => ({ table, entry })),
  );
  if (entries.length < 2) return undefined;
  const half = Math.ceil(entries.length / 2);
  const grouped = (part: readonly { table: string; entry: unknown }[]): Fields => {
    const tables = [...new Set(part.map(({ table }) => table))];
    return Object.fromEntries(
      tables.map((name) => {
        const own = part.filter(({ table }) => table === name).map(({ entry }) => entry);
        return [name, reading ? { ...fieldsOf(requests[name]), Keys: own } : own];
      }),
    );
  };
  const member = reading ? "UnprocessedKeys" : "UnprocessedItems";
  return {
    body: { ...body, RequestItems: grouped(entries.slice(0, half)) },
    merge: (answer) => JSON.stringify({ ...fieldsOf(parseJson(answer)), [member]: grouped(entries.slice(half)) }),
  };
}
