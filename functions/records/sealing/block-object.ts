import { gzipSync } from "node:zlib";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import type { Block } from "../../../shared/records/chain.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { blockNumber } from "./rows.ts";

/** Prefix of the objects of blocks: one partition a day follows. */
const blockObjects = "blocks/";

/** A sealed block as an object for analysis. */
interface BlockObject {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Key of the object of a block: a partition of its day, and its number. */
export function blockObjectKey({ day, n }: { readonly day: string; readonly n: number }): string {
  return `${blockObjects}day=${day}/${blockNumber(n)}.jsonl.gz`;
}

/**
 * The object of a block: one line of JSON for each record, in order, with the block's number and whether it came late; gzip. The same block
 * makes the same bytes.
 */
export function blockObject({ header, entries }: Block, records: readonly TradeRecord[]): BlockObject {
  const lines = records.map((record, position) => canonicalJson({ ...record, block: header.n, late: entries[position]?.late === true }));
  return { key: blockObjectKey(header), bytes: gzipSync(`${lines.join("\n")}\n`), contentType: "application/gzip" };
}
