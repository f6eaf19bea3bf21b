import type { Key } from "../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import type { EiaLine, LicenceLine } from "./imports/read-licence-file.ts";
import { differenceKinds, differenceStates, importKinds, importStates } from "./shapes.ts";

/** What an accepted file still needs: its lines compared, the sites it lacks found, and what no file shows any more closed. */
export const phases = ["lines", "sites", "gone", "done"] as const;

const importFields = {
  importId: text,
  kind: oneOf(...importKinds),
  area: text,
  state: oneOf(...importStates),
  rows: integer,
  errors: integer,
  differences: integer,
  sha256: text,
  importedAt: text,
  comparedAt: optional(text),
  phase: oneOf(...phases),
  /** Where the phase goes on: the number of a page, or a cursor; empty at its beginning. */
  position: text,
  /** Counts the steps of the comparison, too. */
  version: integer,
};
/** An imported file of licences or EIA approvals. */
export type LicenceImport = RowOf<typeof importFields>;
/** Rows of imports. */
export const importCodec = rowCodec(importFields);
/** Partition of an import with its lines and errors. */
export function importPartition(importId: string): string {
  return `import#${importId}`;
}
/** Key of an import. */
export function importKey(importId: string): Key {
  return { pk: importPartition(importId), sk: "import" };
}
/** Key of the row with the licence numbers of a file, in any order. */
export function numbersKey(importId: string): Key {
  return { pk: importPartition(importId), sk: "numbers" };
}
/** Rows of licence numbers. */
export const numbersCodec = rowCodec({ numbers: json((value) => value as readonly string[]) });
/** Rows of a page of lines. */
export const linesCodec = rowCodec({ lines: json((value) => value as readonly (LicenceLine | EiaLine)[]) });

const differenceFields = {
  differenceId: text,
  kind: oneOf(...importKinds),
  what: oneOf(...differenceKinds),
  area: text,
  subject: text,
  pollutant: optional(text),
  siteId: optional(text),
  partyId: optional(text),
  theirs: text,
  ours: text,
  importId: text,
  line: integer,
  state: oneOf(...differenceStates),
  seenAt: text,
  reason: optional(text),
  decidedAt: optional(text),
  version: integer,
};
/** A difference between a file and what is registered here. */
export type Difference = RowOf<typeof differenceFields>;
/** Rows of differences. */
export const differenceCodec = rowCodec(differenceFields);
/** Key of a difference. */
export function differenceKey(differenceId: string): Key {
  return { pk: `difference#${differenceId}`, sk: "difference" };
}
