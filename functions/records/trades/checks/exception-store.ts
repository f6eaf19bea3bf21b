import { recordKeyOf } from "../../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import { type Item, keyOf, type Page, type PageRequest } from "../../../../shared/store/client.ts";
import { json, rowCodec } from "../../../../shared/store/codec.ts";
import type { Table } from "../../../../shared/store/table.ts";
import { areasOf } from "../rows.ts";
import type { ExceptionWord, RecordException } from "./exception.ts";

const codec = rowCodec({ exception: json((value) => value as RecordException) });

/** Partition of the exceptions that the authorities of an area see: all, or those of one word. */
export function exceptionsIn(area: string, word: ExceptionWord | undefined): string {
  return word === undefined ? `exceptions#${area}` : `exceptions#${area}#${word}`;
}

/** The rows of a sealed record that came late or takes another one back; none of any other. They follow from the record and its block alone. */
export function exceptionRows(record: TradeRecord, { block, late }: Pick<RecordException, "block" | "late">): Item[] {
  const { recordId, kind, occurredAt, reverses } = record;
  const found: ExceptionWord[] = [...(late ? ["late" as const] : []), ...(reverses === undefined ? [] : ["reversal" as const])];
  if (found.length === 0) return [];
  const exception = { recordId, kind, block, occurredAt, late, ...(reverses !== undefined && { reverses }) };
  return areasOf(record).flatMap((area) =>
    [undefined, ...found].map((word) => ({
      ...keyOf({ pk: exceptionsIn(area, word), sk: recordKeyOf(record) }),
      ...codec.encode({ exception }),
    })),
  );
}

/** Exceptions of sealed records, in the table Records. */
export function exceptionStore(records: Table) {
  return {
    /** Those of an area, newest first. */
    page: (area: string, word: ExceptionWord | undefined, request: PageRequest): Promise<Page<RecordException>> =>
      records.page({ partition: exceptionsIn(area, word), descending: true, ...request }, (item) => codec.decode(item).exception),
    /** Lists exceptions of a block: again the same rows. */
    keep: (rows: readonly Item[]): Promise<void> => records.putAll([...rows]),
  };
}
/** See the function. */
export type ExceptionStore = ReturnType<typeof exceptionStore>;
