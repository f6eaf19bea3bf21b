import { importRowKey } from "../../../shared/imports/import-rows.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { keyOf } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { PledgeTerms } from "../pledges/rows.ts";
import { batchesLifecycles } from "./lifecycles.ts";

const batchFields = {
  batchId: text,
  bankId: text,
  state: oneOf(...batchesLifecycles.pledgeBatch.states),
  rows: integer,
  /** Pages that are drafted. */
  pages: integer,
  sha256: text,
  importedAt: text,
  importedBy: text,
  draftedAt: optional(text),
  version: integer,
};
/** A batch that was accepted. */
export type PledgeBatch = RowOf<typeof batchFields>;
const batchCodec = rowCodec(batchFields);
const pageCodec = rowCodec({ drafts: json((value) => value as readonly PledgeTerms[]) });
const lineFields = { row: integer, pledgeId: text };
const lineCodec = rowCodec(lineFields);

function partition(batchId: string): string {
  return `batch#${batchId}`;
}
function batchKey(batchId: string): Key {
  return { pk: partition(batchId), sk: "batch" };
}

/** Reads and writes of batches, over the table Collateral; all reads are strongly consistent. */
export function batchesRows(table: Table) {
  return {
    /** A batch. */
    batch: (batchId: string) => table.read(batchKey(batchId), batchCodec.decode),
    /** Puts a new batch (version 1) or its next version; `stale` if another change came first. */
    batchPut: (row: PledgeBatch) => table.putVersion(batchKey(row.batchId), batchCodec.encode(row), row.version),
    /** Puts the pages of a batch that is not there yet: nobody sees them before the batch itself is put. */
    batchPagesPut: (batchId: string, pages: readonly (readonly PledgeTerms[])[]) =>
      table.putAll(
        pages.map((drafts, page) => ({
          ...keyOf({ pk: partition(batchId), sk: importRowKey("page", page) }),
          ...pageCodec.encode({ drafts }),
        })),
      ),
    /** A page of a batch. */
    batchPage: async (batchId: string, page: number) =>
      (await table.read({ pk: partition(batchId), sk: importRowKey("page", page) }, pageCodec.decode))?.drafts,
    /** Pledges of a batch that are drafted, by row. */
    batchPledges: (batchId: string, request: PageRequest) =>
      table.page({ partition: partition(batchId), prefix: "pledge#", ...request }, lineCodec.decode),
    /** Puts the row of a batch that a pledge came from. */
    batchPledgePut: (batchId: string, row: number, pledgeId: string) =>
      table.put({ pk: partition(batchId), sk: importRowKey("pledge", row) }, lineCodec.encode({ row, pledgeId })),
  };
}
