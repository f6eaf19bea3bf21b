import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../../../shared/store/codec.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { declarationLifecycles } from "./lifecycles.ts";
import { measuringMethods } from "./shapes.ts";

const declarationFields = {
  declarationId: text,
  ...{ siteId: text, siteName: text, partyId: text, partyName: text, creditCode: text, area: text, licenceNumber: text },
  ...{ pollutant: text, year: text },
  /** Number of this version among those of its site, pollutant and year. */
  number: integer,
  corrects: optional(text),
  correctionReason: optional(text),
  tonnes,
  aboveLimitTonnes: tonnes,
  method: oneOf(...measuringMethods),
  evidence: json((value) => value as { title: string; sha256: string }[]),
  state: oneOf(...declarationLifecycles.declaration.states),
  decision: optional(text),
  documentNumber: optional(text),
  /** Persons (token subjects) who drafted, changed or submitted it: they don't decide on it. */
  workedOnBy: json((value) => value as readonly string[]),
  changedAt: text,
  version: integer,
};
/** A version of a declaration. */
export type Declaration = RowOf<typeof declarationFields>;
const declarationCodec = rowCodec(declarationFields);

const yearFields = { latestId: text, number: integer, acceptedId: optional(text), version: integer };
/** What there is of a site, pollutant and year: the latest version of the declaration and the accepted one. Versions happen in turn by it. */
export type DeclaredYear = RowOf<typeof yearFields>;
const yearCodec = rowCodec(yearFields);
/** What declarations are about. */
export type YearOf = Pick<Declaration, "siteId" | "pollutant" | "year">;

function declarationKey(declarationId: string): Key {
  return { pk: `declaration#${declarationId}`, sk: "declaration" };
}
function yearKey({ siteId, pollutant, year }: YearOf): Key {
  return { pk: `declared#${siteId}`, sk: `${year}#${pollutant}` };
}

/** Reads and writes of declarations. Reads are strongly consistent, except for the lists. */
export function declarationsIn(table: Table) {
  return {
    /** A version of a declaration. */
    declaration: (declarationId: string) => table.read(declarationKey(declarationId), declarationCodec.decode),
    /** Declarations of exactly one area in one state, the latest year first. */
    declarationsIn: (area: string, state: Declaration["state"], request: PageRequest) =>
      table.page(
        { index: listingIndex, partition: `declarations#${area}`, descending: true, prefix: `${state}#`, ...request },
        declarationCodec.decode,
      ),
    /** Declarations of a member, the latest year first. */
    declarationsOf: (partyId: string, request: PageRequest) =>
      table.page(
        { index: secondListingIndex, partition: `declarations#${partyId}`, descending: true, ...request },
        declarationCodec.decode,
      ),
    /** Puts a version: a new one (version 1 of its row) or its next state. */
    declarationPut: (row: Declaration) => {
      const { area, partyId, state, year, declarationId } = row;
      const listed = {
        ...listedAs(`declarations#${area}`, `${state}#${year}#${declarationId}`),
        ...alsoListedAs(`declarations#${partyId}`, `${year}#${declarationId}`),
      };
      return table.putVersion(declarationKey(declarationId), { ...declarationCodec.encode(row), ...listed }, row.version);
    },
    /** What was declared for a site, pollutant and year. */
    declaredYear: (of: YearOf) => table.read(yearKey(of), yearCodec.decode),
    /** Puts the next state of a year's declarations; `stale` if another version came first. */
    declaredYearPut: (of: YearOf, row: DeclaredYear) => table.putVersion(yearKey(of), yearCodec.encode(row), row.version),
  };
}
