import { invariant, required } from "../../../shared/kernel/invariant.ts";
import { type Block, type BlockHeader, genesis } from "../../../shared/records/chain.ts";
import { recordHashOf } from "../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import { readRecord, recordKey } from "../trades/rows.ts";
import {
  blockNumber,
  entriesKey,
  entriesPartition,
  headerKey,
  headersPartition,
  isHeader,
  readEntries,
  readHeader,
  sealedCodec,
  sealedKey,
} from "./rows.ts";

/** Reads sealed blocks. */
export interface ChainReader {
  /** A block; undefined if there is none of this number yet. */
  block(n: number): Promise<Block | undefined>;
  /** The header of a block. */
  header(n: number): Promise<BlockHeader | undefined>;
  /** A page of headers, newest first. */
  headers(request: PageRequest): Promise<Page<BlockHeader>>;
  /** At most `limit` blocks from one on, in order; one whose entries are gone has none, and is not what was sealed. */
  blocksFrom(n: number, limit: number): Promise<readonly Block[]>;
  /** The headers of at most `limit` blocks from one on, in order. */
  headersFrom(n: number, limit: number): Promise<readonly BlockHeader[]>;
  /** A page of the headers from one block to another, in order. */
  headersBetween(first: number, last: number, request: PageRequest): Promise<Page<BlockHeader>>;
  /** The block in which a record is sealed, and its position in it; needs `GetItem` on `sealed#*`. */
  placeOf(recordId: string): Promise<{ readonly n: number; readonly position: number } | undefined>;
}

/** Reads sealed blocks and the records in them. */
export interface BlockReader extends ChainReader {
  /** The records of a block, in the order of its entries. Throws if one is missing: what was sealed was there. */
  recordsOf(block: Block): Promise<readonly TradeRecord[]>;
}

/** Reads blocks from the table Seals: `BatchGetItem` on `headers` and `entries` for single ones, `Query` for several. */
export function chainReader(seals: Table): ChainReader {
  const headersFrom = async (n: number, limit: number): Promise<readonly BlockHeader[]> => {
    const from = blockNumber(Math.max(n, genesis.n + 1));
    return (await seals.page({ partition: headersPartition, from, limit }, readHeader)).items;
  };
  return {
    async block(n) {
      const rows = await seals.readMany([headerKey(n), entriesKey(n)], (item) => item);
      const header = rows.find(isHeader);
      const entries = rows.find((row) => !isHeader(row));
      return header && { header: readHeader(header), entries: readEntries(required(entries, `entries of block ${n}`)) };
    },
    header: (n) => seals.read(headerKey(n), readHeader),
    headers: (request) => seals.page({ partition: headersPartition, descending: true, ...request }, readHeader),
    headersFrom,
    headersBetween: (first, last, request) =>
      seals.page({ partition: headersPartition, from: blockNumber(first), to: blockNumber(last), ...request }, readHeader),
    placeOf: (recordId) => seals.read(sealedKey(recordId), sealedCodec.decode),
    async blocksFrom(n, limit) {
      const headers = await headersFrom(n, limit);
      const [first, last] = [headers[0], headers.at(-1)];
      if (!first || !last) return [];
      const range = { partition: entriesPartition, from: blockNumber(first.n), to: blockNumber(last.n) };
      const lists = seals.all(range, ({ sk, ...item }) => [Number(sk?.S), readEntries(item)] as const);
      const byNumber = new Map(await Array.fromAsync(lists));
      return headers.map((header) => ({ header, entries: byNumber.get(header.n) ?? [] }));
    },
  };
}

/** The same, with their records from the table Records: needs `BatchGetItem` on `record#*` too, which `readBlocks` has. */
export function blockReader(seals: Table, records: Table): BlockReader {
  return {
    ...chainReader(seals),
    async recordsOf({ header, entries }) {
      const ids = entries.map(({ key }) => recordIdIn(key));
      const found = await records.readMany(ids.map(recordKey), readRecord);
      const byId = new Map(found.map((record) => [record.recordId, record]));
      return ids.map((recordId) => required(byId.get(recordId), `record ${recordId} of block ${header.n}`));
    },
  };
}

/**
 * The records of a block, each as it was sealed. Throws if one is another: what is kept for good, or counted, must not come from a record that
 * somebody altered since.
 */
export async function recordsAsSealed(blocks: Pick<BlockReader, "recordsOf">, block: Block): Promise<readonly TradeRecord[]> {
  const records = await blocks.recordsOf(block);
  for (const [place, { hash, key }] of block.entries.entries())
    invariant(
      recordHashOf(required(records[place], key)) === hash,
      `${recordIdIn(key)} of block ${block.header.n} is not as it was sealed`,
    );
  return records;
}

/** The id of the record that a place in the order names. */
export function recordIdIn(key: string): string {
  return key.slice(key.indexOf("#") + 1);
}
