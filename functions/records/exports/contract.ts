import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { instantOut } from "../../../shared/kernel/fields.ts";
import {
  component,
  count,
  decimalOut,
  decimalString,
  growingWordsOut,
  id,
  instant,
  pageOf,
  pageQuery,
  words,
} from "../../../shared/kernel/schemas.ts";
import { readingRefusals } from "../readings/problems.ts";
import { tradeSelection } from "../trades/contract.ts";
import { exportsLifecycles } from "./lifecycles.ts";
import { exportRangeRefusals } from "./problems.ts";
import { exportFailures, exportFormats, exportLanguages, recordFormats } from "./words.ts";

const figure = (description: string) => decimalString(6, 14, { zh: "元/吨或吨", en: "CNY per tonne, or tonnes" }, description).optional();
const format = words(
  "ExportFormat",
  recordFormats,
  "csv: UTF-8 with a mark, cells safe to open; jsonl: a record a line, in canonical JSON, by which its hash is computed; xlsx: a workbook; sealed: blocks, records and a signed head, which ecovalue verify checks offline",
);
const formatOut = growingWordsOut(
  "ExportFormatOut",
  exportFormats,
  "Format; evidence: the evidence bag of an auction, see requestEvidence",
);
const language = words("ExportLanguage", exportLanguages, "Language of headers and names");

const exportRange = {
  from: instant.describe("First instant, included"),
  before: instant.describe("First instant after the range, not to come"),
};

/** What was selected, as it was asked for. */
const exportSelection = component("ExportSelection", {
  area: areaCodeOut.optional(),
  partyId: z.string().optional().describe("Member that has a part in the record"),
  instrument: z.string().optional().describe("Instrument"),
  pollutant: z.string().optional().describe("Pollutant of the instrument"),
  kind: z.string().optional().describe("Kind of record"),
  auctionId: z.string().optional().describe("Auction of the trade"),
  leastPrice: decimalOut.optional(),
  mostPrice: decimalOut.optional(),
  leastQuantity: decimalOut.optional(),
  mostQuantity: decimalOut.optional(),
});

/** An export, as it is read. */
export const recordExport = component("RecordExport", {
  exportId: z.string().describe("Export"),
  state: words("RecordExportState", exportsLifecycles.recordExport.states, "How far it is; expired: its file is not kept any longer"),
  reason: words(
    "RecordExportFailure",
    exportFailures,
    "Why it was given up; not-allowed: whoever asked may not read this any more; too-large: beyond what the format holds; fault: ours",
  ).optional(),
  format: formatOut,
  language,
  from: instantOut("First instant, included"),
  before: instantOut("First instant after the range that was asked for"),
  through: instantOut(
    "First instant that is not exported: that of the range or, where it reaches further, the watermark of then, behind which no record was to join",
  ),
  complete: z.boolean().describe("Whether all of the range was behind the watermark"),
  selection: exportSelection.describe("What was asked for"),
  requestedAt: instantOut("When it was asked for"),
  endedAt: instantOut("When it was ready or given up; absent before").optional(),
  expiresAt: instantOut("Until when its file can be downloaded; absent before it is ready").optional(),
  recordsRead: count.describe("Records that are read so far"),
  rowsWritten: count.describe("Rows that are written so far, without headers"),
  percentRead: z.int().min(0).max(100).describe("Share of the time range that is read, in percent"),
  bytes: count.describe("Size of the file; absent before it is ready").optional(),
});

const readers = ["regulator", "district", "operator", "enterprise", "bank"] as const;
const params = z.object({ exportId: id.describe("Export") });

/** The endpoints of exports. */
export const exportsEndpoints = {
  requestExport: endpoint({
    operationId: "requestExport",
    method: "POST",
    path: "/records/exports",
    summary:
      "Asks for a file of trade records, oldest first: any combination of values within a time range. A job writes it; only the person who asked may download it, while it may still read what is in it.",
    roles: readers,
    body: tradeSelection.extend({
      ...exportRange,
      leastPrice: figure("Least price in CNY per tonne, included"),
      mostPrice: figure("Greatest price in CNY per tonne, included"),
      leastQuantity: figure("Least quantity, included"),
      mostQuantity: figure("Greatest quantity, included"),
      format,
      language: language.default("zh").describe("Language of headers and names; Chinese when absent"),
    }),
    creates: "/records/exports/{exportId}",
    response: recordExport,
    refusals: [
      ...exportRangeRefusals,
      ...readingRefusals,
      "exports-unfinished",
      "range-not-settled",
      "sealed-export-of-parts",
      "no-signed-head",
    ],
  }),
  readExport: endpoint({
    operationId: "readExport",
    method: "GET",
    path: "/records/exports/{exportId}",
    summary: "Reads how far an export of the caller is.",
    roles: readers,
    params,
    response: recordExport,
    refusals: [],
  }),
  listExports: endpoint({
    operationId: "listExports",
    method: "GET",
    path: "/records/exports",
    summary: "Lists the exports of the caller, newest first.",
    roles: readers,
    query: pageQuery,
    response: pageOf(recordExport),
    refusals: [],
  }),
  readExportFile: endpoint({
    operationId: "readExportFile",
    method: "GET",
    path: "/records/exports/{exportId}/file",
    summary: "Gives an address from which the file of an export is downloaded within minutes, to the person who asked for it.",
    roles: readers,
    params,
    response: component("ExportDownload", {
      exportId: z.string().describe("Export"),
      name: z.string().describe("Name of the file"),
      bytes: count.describe("Size of the file"),
      address: z.string().describe("Address of the object store, signed; whoever has it may download the file until it ends"),
      endsAt: instantOut("When the address ends"),
    }),
    refusals: ["export-not-ready", "export-expired"],
  }),
} as const;

/** Message about an export, to the job that writes it: which one, and how many steps of it were done. It says nothing that the job takes from it. */
export const exportStep = z.object({
  partyId: id.describe("Member for which it was asked for"),
  subject: z.string().min(1).describe("Person who asked for it"),
  exportId: id.describe("Export"),
  step: z.int().min(0).describe("Steps that were done when it was sent"),
});
/** See the schema. */
export type ExportStep = z.output<typeof exportStep>;
