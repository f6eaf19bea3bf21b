import * as z from "zod";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { dayOut, instantOut } from "../kernel/fields.ts";
import { sha256 } from "../kernel/ids.ts";
import { component, count } from "../kernel/schemas.ts";
import { instantIn } from "./record-hash.ts";

/** Entries that a block has at most: with head, header and list they make one transaction. */
export const entriesPerBlock = 95;

const hashOut = (what: string) => z.string().describe(`${what}; SHA-256 in hexadecimal`);
const keyOut = (what: string) => z.string().describe(`${what}: instant and id of the record, joined by #`);

/** What a block says about one record: its place in the order of all records, and the hash of its canonical JSON. */
export const sealEntry = component("SealEntry", {
  key: keyOut("Place of the record in the order of all records"),
  hash: hashOut("Hash of the record's canonical JSON"),
  late: z.literal(true).optional().describe("Present where the record came after its time was sealed"),
});
/** See the schema. */
export type SealEntry = z.output<typeof sealEntry>;

// Headers are read by everybody whose records they link, and heads by the public: they say when, and no id of a record that is somebody else's.
const headerFields = {
  n: z.int().min(1).describe("Number of the block; the first is 1"),
  day: dayOut("Day in Asia/Shanghai on which everything in the block was decided"),
  previousHash: hashOut("Hash of the block before; zeros before the first"),
  through: z.string().describe("Latest instant among everything that was sealed up to and with this block"),
  first: instantOut("Earliest instant in the block"),
  last: instantOut("Latest instant in the block"),
  count: z.int().min(1).max(entriesPerBlock).describe("Number of entries"),
  areas: z.record(z.string(), count).describe("How many of the entries each area's authorities read"),
  entriesHash: hashOut("Hash of the canonical JSON of the list of the entries' hashes"),
  sealedAt: instantOut("When the block was sealed"),
};

/** The header of a block: it links to the block before by itself, without the entries. */
export const blockHeader = component("SealedBlockHeader", {
  ...headerFields,
  hash: hashOut("Hash of the canonical JSON of everything else in the header"),
});
/** See the schema. */
export type BlockHeader = z.output<typeof blockHeader>;

/** An entry as somebody reads it who may not see its record: the hash of the entry alone. */
export const hiddenEntry = component("HiddenSealEntry", { entryHash: hashOut("Hash of the canonical JSON of an entry out of sight") });
/** See the schema. */
export type HiddenEntry = z.output<typeof hiddenEntry>;

/** A sealed block: immutable, linked to the block before, primary data. */
export interface Block {
  readonly header: BlockHeader;
  readonly entries: readonly SealEntry[];
}

/** What stands before the first block. */
export const genesis = { n: 0, hash: "0".repeat(64), through: "" } as const;
/** The end of a chain, as far as the next block depends on it; whoever seals knows the place up to which it goes, not its instant alone. */
export type ChainEnd = Pick<BlockHeader, "n" | "hash" | "through">;

/** Hash of an entry. */
export function entryHashOf(entry: SealEntry | HiddenEntry): string {
  return "entryHash" in entry ? entry.entryHash : sha256(canonicalJson(entry));
}

/** Hash of the list of a block's entries. */
export function entriesHashOf(entries: readonly (SealEntry | HiddenEntry)[]): string {
  return sha256(canonicalJson(entries.map(entryHashOf)));
}

/** Hash of a header: over everything in it but the hash itself. */
export function headerHashOf({ hash: _hash, ...rest }: BlockHeader): string {
  return sha256(canonicalJson(rest));
}

/** What is sealed of a record: its entry, its day, and the areas whose authorities read it. */
export interface ToSeal extends SealEntry {
  readonly day: string;
  readonly areas: readonly string[];
}

/** The block after `end` with these records, which are of one day and in order. The same records make the same block but for the time. */
export function nextBlock(end: ChainEnd, records: readonly [ToSeal, ...ToSeal[]], sealedAt: string): Block {
  const [first] = records;
  const last = instantIn((records.at(-1) ?? first).key);
  const before = instantIn(end.through);
  const entries = records.map(({ key, hash, late }): SealEntry => ({ key, hash, ...(late && { late }) }));
  const fields: z.output<z.ZodObject<typeof headerFields>> = {
    ...{ n: end.n + 1, day: first.day, previousHash: end.hash },
    ...{ through: last > before ? last : before, first: instantIn(first.key), last },
    ...{ count: entries.length, areas: countsOf(records), entriesHash: entriesHashOf(entries), sealedAt },
  };
  return { header: { ...fields, hash: sha256(canonicalJson(fields)) }, entries };
}

function countsOf(records: readonly ToSeal[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const area of records.flatMap(({ areas }) => areas)) counts[area] = (counts[area] ?? 0) + 1;
  return counts;
}
