import { listingIndex } from "../../shared/deployment/indexes.ts";
import type { ImportError } from "../../shared/imports/import-errors.ts";
import { importErrorCodec, importRowKey } from "../../shared/imports/import-rows.ts";
import { type LicenceRecord, licenceRecordsIn, recordCodec, recordKey, recordsOf } from "../../shared/permits/licence-records.ts";
import { licensedAmountsIn } from "../../shared/permits/licensed-amounts.ts";
import { keyOf, type PageRequest } from "../../shared/store/client.ts";
import { listedAs } from "../../shared/store/indexes.ts";
import type { Table } from "../../shared/store/table.ts";
import type { EiaLine, LicenceLine } from "./imports/read-licence-file.ts";
import {
  type Difference,
  differenceCodec,
  differenceKey,
  importCodec,
  importKey,
  importPartition,
  type LicenceImport,
  linesCodec,
  numbersCodec,
  numbersKey,
} from "./rows.ts";

function differencesOf(area: string, state: Difference["state"]): string {
  return `differences#${area}#${state}`;
}
function recordsOfArea(area: string): string {
  return `records#${area}`;
}
function importsOf(area: string): string {
  return `imports#${area}`;
}

/** Rows of an accepted file: pages of its lines, and its licence numbers, if it lists licences. */
export interface FileRows {
  readonly pages: readonly (readonly (LicenceLine | EiaLine)[])[];
  readonly numbers: readonly string[];
  readonly errors: readonly ImportError[];
}

/** The table of licences. */
export type LicencesStore = ReturnType<typeof licencesStore>;

/** Reads and writes of records, imported files and differences. Reads are strongly consistent, except for the lists by area. */
export function licencesStore(table: Table) {
  return {
    ...table,
    ...licenceRecordsIn(table),
    ...licensedAmountsIn(table),
    /** Records of exactly one area, those that wait for the bureau first, the oldest of each first; or only those in one state. */
    recordsIn: (area: string, page: PageRequest, state?: LicenceRecord["state"]) =>
      table.page(
        { index: listingIndex, partition: recordsOfArea(area), ...(state && { prefix: `${state}#` }), ...page },
        recordCodec.decode,
      ),
    /** Every record of a site's licence, by instrument. */
    everyRecord: (siteId: string) => table.all({ partition: recordsOf(siteId), prefix: "record#" }, recordCodec.decode),
    /** Puts a record: a new one (version 1) or its next version. */
    recordPut: (record: LicenceRecord) => {
      const { area, state, changedAt, siteId, instrument } = record;
      const listed = listedAs(recordsOfArea(area), `${state}#${changedAt}#${siteId}#${instrument}`);
      return table.putVersion(recordKey(record), { ...recordCodec.encode(record), ...listed }, record.version);
    },
    /** An imported file. */
    import: (importId: string) => table.read(importKey(importId), importCodec.decode),
    /** Imported files of exactly one area, newest first. */
    importsIn: (area: string, page: PageRequest) =>
      table.page({ index: listingIndex, partition: importsOf(area), descending: true, ...page }, importCodec.decode),
    /** Puts the next state of an import; `stale` when it has changed since it was read. */
    importPut: (row: LicenceImport) =>
      table.putVersion(
        importKey(row.importId),
        { ...importCodec.encode(row), ...listedAs(importsOf(row.area), `${row.importedAt}#${row.importId}`) },
        row.version,
      ),
    /** Puts the rows of a file that is not there yet: nobody sees them before the import itself is put. */
    fileRowsPut: (importId: string, { pages, numbers, errors }: FileRows) => {
      const pk = importPartition(importId);
      return table.putAll([
        ...pages.map((lines, page) => ({ ...keyOf({ pk, sk: importRowKey("lines", page) }), ...linesCodec.encode({ lines }) })),
        ...(numbers.length > 0 ? [{ ...keyOf(numbersKey(importId)), ...numbersCodec.encode({ numbers }) }] : []),
        ...errors.map((error, position) => ({
          ...keyOf({ pk, sk: importRowKey("error", position) }),
          ...importErrorCodec.encode({ error }),
        })),
      ]);
    },
    /** A page of a file's lines; undefined after the last. */
    linesOf: async (importId: string, page: number) =>
      (await table.read({ pk: importPartition(importId), sk: importRowKey("lines", page) }, linesCodec.decode))?.lines,
    /** The licence numbers of a file. */
    numbersOf: async (importId: string) => (await table.read(numbersKey(importId), numbersCodec.decode))?.numbers ?? [],
    /** Errors of a refused file, in the order of the file. */
    importErrors: (importId: string, page: PageRequest) =>
      table.page({ partition: importPartition(importId), prefix: "error#", ...page }, importErrorCodec.decode),
    /** A difference. */
    difference: (differenceId: string) => table.read(differenceKey(differenceId), differenceCodec.decode),
    /** Several differences, a hundred at most. */
    differencesAt: (ids: readonly string[]) => table.readMany(ids.map(differenceKey), differenceCodec.decode),
    /** Differences of exactly one area in one state, by kind and subject. */
    differencesIn: (area: string, state: Difference["state"], page: PageRequest) =>
      table.page({ index: listingIndex, partition: differencesOf(area, state), ...page }, differenceCodec.decode),
    /** Puts a difference: a new one (version 1) or its next version. */
    differencePut: (row: Difference) => {
      const listed = listedAs(differencesOf(row.area, row.state), `${row.kind}#${row.what}#${row.subject}#${row.differenceId}`);
      return table.putVersion(differenceKey(row.differenceId), { ...differenceCodec.encode(row), ...listed }, row.version);
    },
  };
}
