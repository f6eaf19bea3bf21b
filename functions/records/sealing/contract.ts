import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { component, count, pageOf, pageQuery, plainDate, queryInteger } from "../../../shared/kernel/schemas.ts";
import { blockHeader, sealEntry } from "../../../shared/records/chain.ts";
import { signedHead } from "../../../shared/records/signed-head.ts";
import { recordId } from "../trades/shapes.ts";

/** Message about a sealed block, to whoever works on its records: at least once for each block, in any order. */
export const sealedBlock = z.object({ n: z.int().min(1).describe("Number of the block") });
/** See the schema. */
export type SealedBlock = z.output<typeof sealedBlock>;

const readers = ["regulator", "district", "operator", "enterprise", "bank"] as const;
const blockNumber = queryInteger(1, 9_999_999_999, { zh: "区块号", en: "block" }).describe("Number of the block");

/** An entry as it is shown: its hash to everybody, itself to those who may read the record. */
const shownEntry = component("ShownSealEntry", {
  entryHash: z.string().describe("SHA-256 of the entry's canonical JSON, in hexadecimal"),
  entry: sealEntry.optional().describe("The entry; absent where its record is out of the caller's sight"),
});

const recordSeal = component("RecordSeal", {
  recordId: z.string().describe("Record"),
  header: blockHeader.describe("Header of the block"),
  position: count.describe("Position of the entry in the block, from 0"),
  entry: sealEntry.describe("The record's sealed entry"),
  entryHashes: z.array(z.string()).describe("Hashes of all entries of the block, in order: `entriesHash` is made of them"),
  head: signedHead.optional().describe("The first signed head that covers the block; absent until its day is over"),
  following: pageOf(blockHeader).describe("Headers from the next block on, in order, up to that of the signed head"),
});

/** The endpoints of sealing. */
export const sealingEndpoints = {
  listSealedBlocks: endpoint({
    operationId: "listSealedBlocks",
    method: "GET",
    path: "/records/blocks",
    summary: "Lists the headers of sealed blocks, newest first: each links to the one before.",
    roles: readers,
    query: pageQuery,
    response: pageOf(blockHeader),
    refusals: [],
  }),
  readSealedBlock: endpoint({
    operationId: "readSealedBlock",
    method: "GET",
    path: "/records/blocks/{n}",
    summary: "Reads a sealed block: its header and the hashes of all its entries, and the entries of records that the caller may read.",
    roles: readers,
    params: z.object({ n: blockNumber }),
    response: component("SealedBlock", {
      header: blockHeader.describe("Header of the block"),
      entries: z.array(shownEntry).describe("All entries, in order"),
    }),
    refusals: [],
  }),
  readRecordSeal: endpoint({
    operationId: "readRecordSeal",
    method: "GET",
    path: "/records/trades/{recordId}/seal",
    summary:
      "Reads what proves a trade record to whoever may read it: its sealed entry, its block, and the headers that link it to a signed head.",
    roles: readers,
    params: z.object({ recordId }),
    query: pageQuery,
    response: recordSeal,
    refusals: ["record-not-sealed"],
  }),
  listSignedHeads: endpoint({
    operationId: "listSignedHeads",
    method: "GET",
    path: "/records/heads",
    summary: "Lists the signed heads of the chain of trade records, newest first: one for each day, also where nothing happened.",
    roles: ["public"],
    query: pageQuery,
    response: pageOf(signedHead),
    refusals: [],
  }),
  readSignedHead: endpoint({
    operationId: "readSignedHead",
    method: "GET",
    path: "/records/heads/{day}",
    summary: "Reads the signed head of a day, with the public key that verifies it and its fingerprint.",
    roles: ["public"],
    params: z.object({ day: plainDate }),
    response: signedHead,
    refusals: [],
  }),
} as const;
