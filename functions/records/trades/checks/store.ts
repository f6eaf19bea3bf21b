import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { recordKeyOf } from "../../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import { type Item, type Key, keyOf, type Page, type PageRequest } from "../../../../shared/store/client.ts";
import { json, rowCodec } from "../../../../shared/store/codec.ts";
import type { Table } from "../../../../shared/store/table.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import { areasOf } from "../rows.ts";
import type { RecordDifference } from "./difference.ts";

const differenceCodec = rowCodec({ difference: json((value) => value as RecordDifference) });
/** What a block has in the lists of differences: the keys of its rows there. */
const listedCodec = rowCodec({ keys: json((value) => value as readonly Key[]) });

/** Partition of the differences that the authorities of an area see. */
export function differencesIn(area: string): string {
  return `differences#${area}`;
}
function listedKey(block: number): Key {
  return { pk: `differences-of-block#${block}`, sk: "listed" };
}

/** The rows of a difference: one for each area of its record, and the city. */
function rowsOf(record: TradeRecord, difference: RecordDifference): { readonly key: Key; readonly item: Item }[] {
  const sk = [recordKeyOf(record), difference.account, difference.instrument].join("#");
  return areasOf(record).map((area) => {
    const key = { pk: differencesIn(area), sk };
    return { key, item: { ...keyOf(key), ...differenceCodec.encode({ difference }) } };
  });
}

/** Rows that one transaction takes away at most. */
const removedAtOnce = 100;

/** Differences between sealed records and the ledger, in the table Records. */
export function differenceStore(dynamo: DynamoDBClient, records: Table) {
  return {
    /** Those of an area, newest first. */
    page: (area: string, request: PageRequest): Promise<Page<RecordDifference>> =>
      records.page({ partition: differencesIn(area), descending: true, ...request }, (item) => differenceCodec.decode(item).difference),
    /** Lists what a check of a block found, and takes away what an earlier check found and this one did not. */
    async keep(block: number, found: readonly { readonly record: TradeRecord; readonly difference: RecordDifference }[]): Promise<void> {
      const rows = found.flatMap(({ record, difference }) => rowsOf(record, difference));
      const before = (await records.read(listedKey(block), listedCodec.decode))?.keys ?? [];
      if (rows.length === 0 && before.length === 0) return;
      const keys = rows.map(({ key }) => key);
      const listed = { ...keyOf(listedKey(block)), ...listedCodec.encode({ keys }) };
      await records.putAll([...rows.map(({ item }) => item), ...(keys.length > 0 ? [listed] : [])]);
      const isListed = (key: Key): boolean => keys.some(({ pk, sk }) => pk === key.pk && sk === key.sk);
      const gone = before.filter((key) => !isListed(key));
      for (let start = 0; start < gone.length; start += removedAtOnce)
        await commit(dynamo, gone.slice(start, start + removedAtOnce).map(records.remove));
      if (keys.length === 0) await commit(dynamo, [records.remove(listedKey(block))]);
    },
  };
}
/** See the function. */
export type DifferenceStore = ReturnType<typeof differenceStore>;
