import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { decimalText, flag, integer, json, oneOf, optional, type RowOf, rowCodec, text, texts } from "../../../shared/store/codec.ts";
import { alsoListedAs, dueAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { reportsLifecycles } from "./lifecycles.ts";
import { reportMarkets } from "./rules.ts";
import { computed, reportValues } from "./shapes.ts";

const reportFields = {
  ...{ reportId: text, partyId: text, partyName: text, creditCode: text, area: text, year: text },
  market: oneOf(...reportMarkets),
  /** Version of the report; `version` counts the changes of this row. */
  reportVersion: integer,
  state: oneOf(...reportsLifecycles.report.states),
  /** Set of factors that the first version named: corrections keep it unless it was superseded. */
  ...{ factorSetId: text, factorSetVersion: integer, gridFactorId: text, gridFactorVersion: integer },
  ...{ tce: decimalText, tco2: decimalText },
  /** What verification found; absent before it is concluded. */
  ...{ verifiedTce: optional(decimalText), verifiedTco2: optional(decimalText) },
  /** Whether a conservative figure was set for a part of it. */
  conservative: flag,
  /** Absent where it depends on what has no coefficient. */
  mustReport: optional(flag),
  ...{ reportBy: text, late: flag },
  /** The accepted version that stands. */
  acceptedVersion: optional(integer),
  corrects: optional(integer),
  ...{ reason: optional(text), documentNumber: optional(text) },
  verifierId: optional(text),
  /** Until when the entity may respond to the verified figures; absent once it did. */
  respondBy: optional(text),
  /** Until when a re-verification that it asked for is to be decided; absent once it is. */
  reverifyBy: optional(text),
  /** Persons who screened or verified it, or gave it a figure: none of them accepts it. */
  workedOnBy: texts,
  ...{ draftedAt: text, submittedAt: optional(text), screenedAt: optional(text), concludedAt: optional(text), decidedAt: optional(text) },
  version: integer,
};
/** The report of an entity and year in its current state, with its figures but without its values. */
export type Report = RowOf<typeof reportFields>;
const reportCodec = rowCodec(reportFields);

const versionFields = {
  ...{ reportId: text, reportVersion: integer },
  values: json((value) => reportValues.parse(value)),
  computed: json((value) => computed.parse(value)),
  ...{ corrects: optional(integer), correction: optional(text), submittedAt: optional(text) },
};
/** What a version of a report states; once it was accepted it is never written again. */
export type ReportVersion = RowOf<typeof versionFields>;
const versionCodec = rowCodec(versionFields);

const evidenceFields = {
  ...{ partyId: text, sha256: text, name: text, bytes: integer, contentType: text, announcedAt: text },
  /** When the stored document was found to have this SHA-256. */
  storedAt: optional(text),
  /** Reports that name it. */
  reportIds: texts,
  version: integer,
};
/** A document that an entity announced. */
export type Evidence = RowOf<typeof evidenceFields>;
const evidenceCodec = rowCodec(evidenceFields);

const invoicesFields = { year: text, keys: texts };
/** Hashes of the invoices that the submitted report of a year counts. */
export type YearInvoices = RowOf<typeof invoicesFields>;
const invoicesCodec = rowCodec(invoicesFields);
const turnCodec = rowCodec({ version: integer });

const dueFields = { partyId: text, year: text, reportBy: text, remindedAt: optional(text) };
/** That an entity is reminded of its report. */
export type ReportDue = RowOf<typeof dueFields>;
const dueCodec = rowCodec(dueFields);

/** Name of a report. */
export interface ReportName {
  readonly partyId: string;
  readonly year: string;
}
/** Id of the report of an entity and year. */
export function reportIdOf({ partyId, year }: ReportName): string {
  return `${partyId}.${year}`;
}
/** The entity and year that a report's id names. */
export function reportName(reportId: string): ReportName {
  const dot = reportId.lastIndexOf(".");
  return dot < 0 ? { partyId: reportId, year: "" } : { partyId: reportId.slice(0, dot), year: reportId.slice(dot + 1) };
}
/** Key of a report. */
function reportKey(reportId: string): Key {
  return { pk: `report#${reportId}`, sk: "report" };
}
function versionKey({ reportId, reportVersion }: Pick<ReportVersion, "reportId" | "reportVersion">): Key {
  return { pk: `report#${reportId}`, sk: `version#${String(reportVersion).padStart(4, "0")}` };
}
function evidenceKey({ partyId, sha256 }: Pick<Evidence, "partyId" | "sha256">): Key {
  return { pk: `evidence#${partyId}`, sk: sha256 };
}
function invoicesPartition(partyId: string): string {
  return `invoices#${partyId}`;
}
/** Kind of due work: entities that are reminded of their report. */
export const reportsDue = "report-due";
/** Key of such a reminder. */
function reportDueKey(of: ReportName): Key {
  return { pk: `report-due#${reportIdOf(of)}`, sk: "due" };
}

function listings({ reportId, area, partyId, year, state }: Report) {
  return {
    ...listedAs(`reports#${area}#${year}`, `${state}#${reportId}`),
    ...alsoListedAs(`reports#${partyId}`, `${year}#${state}`),
  };
}

/** Reads and writes of annual reports, over the table Carbon. Reads are strongly consistent, except for the lists. */
export function reportsRows(table: Table) {
  return {
    /** A report, by its id. */
    reportAt: (reportId: string) => table.read(reportKey(reportId), reportCodec.decode),
    /** Several reports, unordered and without absent ones. */
    reportsAt: (reportIds: readonly string[]) => table.readMany(reportIds.map(reportKey), reportCodec.decode),
    /** Puts a report: a new one (version 1) or its next version. */
    reportPut: (row: Report) => table.putVersion(reportKey(row.reportId), { ...reportCodec.encode(row), ...listings(row) }, row.version),
    /** What a version of a report states. */
    reportVersion: (of: Pick<ReportVersion, "reportId" | "reportVersion">) => table.read(versionKey(of), versionCodec.decode),
    /** What every version of a report states, the one that it has now included. */
    reportVersions: async ({ reportId, reportVersion }: Pick<Report, "reportId" | "reportVersion">): Promise<readonly ReportVersion[]> => {
      const each = Array.from({ length: reportVersion }, (_, before) => ({ reportId, reportVersion: before + 1 }));
      const read = await Promise.all(each.map((of) => table.read(versionKey(of), versionCodec.decode)));
      return read.flatMap((version) => version ?? []);
    },
    /** Puts what a version states; the report is put in the same transaction, so that drafts change in turn. */
    reportVersionPut: (row: ReportVersion) => table.put(versionKey(row), versionCodec.encode(row)),
    /** Reports of a year in exactly one area, by state. */
    reportsIn: (area: string, { year, state, ...request }: PageRequest & { readonly year: string; readonly state?: string | undefined }) =>
      table.page(
        { index: listingIndex, partition: `reports#${area}#${year}`, ...(state !== undefined && { prefix: `${state}#` }), ...request },
        reportCodec.decode,
      ),
    /** Reports of a member, newest year first. */
    reportsOf: (partyId: string, { year, ...request }: PageRequest & { readonly year?: string | undefined }) =>
      table.page(
        {
          ...{ index: secondListingIndex, partition: `reports#${partyId}`, descending: true },
          ...(year !== undefined && { prefix: `${year}#` }),
          ...request,
        },
        reportCodec.decode,
      ),
    /** A document that an entity announced. */
    evidence: (of: Pick<Evidence, "partyId" | "sha256">) => table.read(evidenceKey(of), evidenceCodec.decode),
    /** Documents that an entity announced, unordered and without absent ones. */
    evidenceOf: (partyId: string, hashes: readonly string[]) =>
      table.readMany(
        hashes.map((sha256) => evidenceKey({ partyId, sha256 })),
        evidenceCodec.decode,
      ),
    /** Puts a document: new (version 1) or its next version. */
    evidencePut: (row: Evidence) => table.putVersion(evidenceKey(row), evidenceCodec.encode(row), row.version),
    /** Invoices of every submitted report of an entity, by year, and how often they changed. */
    async invoicesOf(partyId: string): Promise<{ readonly years: readonly YearInvoices[]; readonly changes: number }> {
      const years: YearInvoices[] = [];
      let changes = 0;
      for await (const row of table.all({ partition: invoicesPartition(partyId) }, (item) => item)) {
        if (row.sk?.S === "turn") changes = turnCodec.decode(row).version;
        else years.push(invoicesCodec.decode(row));
      }
      return { years, changes };
    },
    /** Puts the invoices of a year, in turn with those of other years. */
    invoicesPut: (partyId: string, row: YearInvoices, changes: number) => [
      table.put({ pk: invoicesPartition(partyId), sk: `year#${row.year}` }, invoicesCodec.encode(row)),
      table.putVersion({ pk: invoicesPartition(partyId), sk: "turn" }, turnCodec.encode({ version: changes }), changes),
    ],
    /** That an entity is to be reminded of its report, or was. */
    reportDue: (key: Key) => table.read(key, dueCodec.decode),
    /** Has an entity reminded of its report at an instant. */
    reportDuePut: (row: ReportDue, remindAt: string) =>
      table.put(reportDueKey(row), { ...dueCodec.encode(row), ...dueAs(reportsDue, reportIdOf(row), remindAt) }),
    /** Keeps that an entity was reminded: nothing is due any more. */
    reportReminded: (row: ReportDue) => table.put(reportDueKey(row), dueCodec.encode(row)),
  };
}
