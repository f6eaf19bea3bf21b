import type { Page, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { UploadedPart } from "../../../shared/store/uploads.ts";
import type { AskedRange } from "../trades/authorized-range.ts";
import type { AskedFigures } from "../trades/figures.ts";
import type { ExportAsked } from "./formats/format.ts";
import { exportsLifecycles } from "./lifecycles.ts";
import { exportFailures, exportFormats } from "./words.ts";

/** What was asked for, as it came: from it is found again whether it may still be read. Figures are decimal strings. */
export type ExportQuery = Omit<AskedRange, "figures" | "from" | "before" | "order"> & {
  readonly from: string;
  readonly before: string;
} & { readonly [Name in keyof AskedFigures]?: string | undefined };

const fields = {
  exportId: text,
  /** Who asked: the person, and the member that it acted for. */
  subject: text,
  partyId: text,
  query: json((value) => value as ExportQuery),
  /** What is exported, as it was found allowed. */
  asked: json((value) => value as ExportAsked),
  format: oneOf(...exportFormats),
  state: oneOf(...exportsLifecycles.recordExport.states),
  reason: optional(oneOf(...exportFailures)),
  requestedAt: text,
  /** When an attempt began or a step was done. */
  changedAt: text,
  endedAt: optional(text),
  expiresAt: optional(text),
  recordsRead: integer,
  rowsWritten: integer,
  /** Up to where the range is read. */
  reached: text,
  /** Bytes of the file so far. */
  bytes: integer,
  /** Steps that are done, and attempts of all steps: each attempt has a number that no other one has. */
  step: integer,
  attempts: integer,
  /** Attempts since the last step that was done. */
  attemptsOfStep: integer,
  /** Where the source goes on; absent before the first step and after the last page. */
  cursor: optional(text),
  /** What the format knows of the bytes so far; absent before the first step. */
  formatState: optional(json((value) => value)),
  /** Key of the file; absent before its first part is uploaded, or it is stored whole. */
  fileKey: optional(text),
  upload: optional(text),
  parts: json((value) => value as readonly UploadedPart[]),
  /** Key of the bytes that are too few for a part yet; absent where there are none. */
  restKey: optional(text),
  version: integer,
};
/** An export that somebody asked for, and how far it is. */
export type RecordExport = RowOf<typeof fields>;
const codec = rowCodec(fields);

/** Whose exports: a person's, as long as it acts for the member for which it asked. */
export type ExportOwner = Pick<RecordExport, "partyId" | "subject">;

/** Exports lie with the person who asked: no request of anybody else names them. */
function exportsOf({ partyId, subject }: ExportOwner): string {
  return `exports#${partyId}#${subject}`;
}

/** The table of exports. */
export type ExportsStore = ReturnType<typeof exportsStore>;

/** Reads and writes of exports. */
export function exportsStore(table: Table) {
  return {
    ...table,
    /** An export of a person. */
    export: (owner: ExportOwner, exportId: string): Promise<RecordExport | undefined> =>
      table.read({ pk: exportsOf(owner), sk: exportId }, codec.decode),
    /** Exports of a person, newest first: ids sort by time. */
    exportsOf: (owner: ExportOwner, request: PageRequest): Promise<Page<RecordExport>> =>
      table.page({ partition: exportsOf(owner), descending: true, ...request }, codec.decode),
    /** Puts the next version of an export. */
    exportPut: (row: RecordExport) => table.putVersion({ pk: exportsOf(row), sk: row.exportId }, codec.encode(row), row.version),
  };
}
