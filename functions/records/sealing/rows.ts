import * as z from "zod";
import { type BlockHeader, blockHeader, type SealEntry, sealEntry } from "../../../shared/records/chain.ts";
import { type Item, type Key, keyOf } from "../../../shared/store/client.ts";
import { integer, json, rowCodec } from "../../../shared/store/codec.ts";

/** Digits of a block's number in keys and names, so that they sort. */
const digits = 10;

/** The number of a block as a text that sorts. */
export function blockNumber(n: number): string {
  return String(n).padStart(digits, "0");
}

/** Partition of the headers of all blocks, by number. */
export const headersPartition = "headers";
/** Partition of the entries of all blocks, by number: apart from the headers, of which people read many at once. */
export const entriesPartition = "entries";

/** Key of a block's header. */
export function headerKey(n: number): Key {
  return { pk: headersPartition, sk: blockNumber(n) };
}

/** Key of a block's entries. */
export function entriesKey(n: number): Key {
  return { pk: entriesPartition, sk: blockNumber(n) };
}

const headerCodec = rowCodec({ header: json((value) => blockHeader.parse(value)) });
const entriesCodec = rowCodec({ entries: json((value) => z.array(sealEntry).readonly().parse(value)) });

/** The attributes of a header's row. */
export function headerRow(header: BlockHeader): Item {
  return headerCodec.encode({ header });
}

/** The attributes of the row of a block's entries. */
export function entriesRow(entries: readonly SealEntry[]): Item {
  return entriesCodec.encode({ entries });
}

/** Reads a header from its row. */
export function readHeader(item: Item): BlockHeader {
  return headerCodec.decode(item).header;
}

/** Reads a block's entries from their row. */
export function readEntries(item: Item): readonly SealEntry[] {
  return entriesCodec.decode(item).entries;
}

/** Whether a row is that of a header rather than of entries. */
export function isHeader({ pk }: Item): boolean {
  return pk?.S === keyOf(headerKey(1)).pk?.S;
}

/** Where a record is sealed: block, and position in it from 0. One row a record, so that none is sealed twice. */
export const sealedCodec = rowCodec({ n: integer, position: integer });

/** Key of the row that says where a record is sealed. */
export function sealedKey(recordId: string): Key {
  return { pk: `sealed#${recordId}`, sk: "sealed" };
}

/** Partition of the places of records that came when their time may have been sealed: the sealer looks at each, and removes it. */
export const hintsPartition = "late";

/** Key of such a hint. */
export function hintKey(key: string): Key {
  return { pk: hintsPartition, sk: key };
}
