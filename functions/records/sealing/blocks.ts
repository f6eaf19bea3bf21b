import { required } from "../../../shared/kernel/invariant.ts";
import { type Block, type BlockHeader, genesis } from "../../../shared/records/chain.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import { readRecord, recordKey } from "../trades/rows.ts";
import { blockNumber, entriesKey, headerKey, headersPartition, isHeader, readEntries, readHeader } from "./rows.ts";

/** Reads sealed blocks and the records in them. */
export interface BlockReader {
  /** A block; undefined if there is none of this number yet. */
  block(n: number): Promise<Block | undefined>;
  /** The header of a block. */
  header(n: number): Promise<BlockHeader | undefined>;
  /** A page of headers, newest first. */
  headers(request: PageRequest): Promise<Page<BlockHeader>>;
  /** The headers of at most `limit` blocks from one on, in order. */
  headersFrom(n: number, limit: number): Promise<readonly BlockHeader[]>;
  /** The records of a block, in the order of its entries. Throws if one is missing: what was sealed was there. */
  recordsOf(block: Block): Promise<readonly TradeRecord[]>;
}

/**
 * Reads blocks from the table Seals (needs `BatchGetItem` and `Query` on `headers`, `BatchGetItem` on `entries`, `GetItem` on `headers`) and
 * their records from the table Records (`BatchGetItem` on `record#*`).
 */
export function blockReader(seals: Table, records: Table): BlockReader {
  return {
    async block(n) {
      const rows = await seals.readMany([headerKey(n), entriesKey(n)], (item) => item);
      const header = rows.find(isHeader);
      const entries = rows.find((row) => !isHeader(row));
      return header && { header: readHeader(header), entries: readEntries(required(entries, `entries of block ${n}`)) };
    },
    header: (n) => seals.read(headerKey(n), readHeader),
    headers: (request) => seals.page({ partition: headersPartition, descending: true, ...request }, readHeader),
    async headersFrom(n, limit) {
      const from = blockNumber(Math.max(n, genesis.n + 1));
      const page: Page<BlockHeader> = await seals.page({ partition: headersPartition, from, limit }, readHeader);
      return page.items;
    },
    async recordsOf({ header, entries }) {
      const ids = entries.map(({ key }) => recordIdIn(key));
      const found = await records.readMany(ids.map(recordKey), readRecord);
      const byId = new Map(found.map((record) => [record.recordId, record]));
      return ids.map((recordId) => required(byId.get(recordId), `record ${recordId} of block ${header.n}`));
    },
  };
}

/** The id of the record that a place in the order names. */
export function recordIdIn(key: string): string {
  return key.slice(key.indexOf("#") + 1);
}
