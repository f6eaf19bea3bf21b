import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { component, pageOf, pageQuery, queryInteger } from "../../../shared/kernel/schemas.ts";
import { blockHeader, sealEntry } from "../../../shared/records/chain.ts";

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
    response: component("SealedBlock", { header: blockHeader, entries: z.array(shownEntry).describe("All entries, in order") }),
    refusals: [],
  }),
} as const;
