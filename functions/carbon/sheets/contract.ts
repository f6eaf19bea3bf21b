import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { id, sha256Hex, shortText } from "../../../shared/kernel/schemas.ts";
import { servedFile } from "../../../shared/kernel/served-file.ts";
import { monthsEndpoints } from "../months/contract.ts";
import { storeReason } from "../months/shapes.ts";
import { report } from "../reports/shapes.ts";
import { mostBytesInCall, mostBytesOfMonth } from "./limits.ts";
import { templateNames } from "./shapes.ts";

/** A table as it comes: within the call, or uploaded before as evidence. */
const sheet = z
  .union([
    z.object({
      file: z
        .base64()
        .min(1)
        .max(Math.ceil(mostBytesInCall / 3) * 4)
        .describe("The file as it is, in base64: .xlsx, or .csv in UTF-8; at most 2 MiB and 10,000 rows"),
    }),
    z.object({ sha256: sha256Hex.describe("SHA-256 of a file of at most 10 MiB that was announced and uploaded as evidence") }),
  ])
  .describe("The table to read");

/** The endpoints of templates and uploaded sheets. */
export const sheetsEndpoints = {
  readTemplate: endpoint({
    operationId: "readTemplate",
    method: "GET",
    path: "/carbon/templates/{name}",
    summary: "An empty table to fill in, as XLSX with notes on its columns, or as CSV.",
    roles: ["public"],
    params: z.object({ name: z.enum(templateNames).describe("Name of the file") }),
    response: servedFile,
    servesFile: true,
    refusals: [],
  }),
  uploadReportSheet: endpoint({
    operationId: "uploadReportSheet",
    method: "POST",
    path: "/carbon/reports/{reportId}/sheet",
    summary:
      "Drafts the own report of a year from an XLSX or CSV table, as `draftReport` does from JSON. All errors are told at once, each with worksheet, row, column, what stands there and what is expected; then nothing is stored.",
    roles: ["enterprise"],
    params: z.object({ reportId: id.describe("Report: `<partyId>.<year>`") }),
    body: z.object({
      sheet,
      evidence: report.shape.values.shape.evidence,
      preparedBy: report.shape.values.shape.preparedBy,
      correction: shortText.optional().describe("What a version that corrects an earlier one puts right"),
      factorSetId: id.optional().describe("Set of factors that the caller computed with; refused unless the report is computed with it"),
    }),
    response: report,
    refusals: [
      ...(["sheet-has-errors", "wrong-state", "not-a-key-entity", "no-factor-set", "factor-set-not-in-force"] as const),
      ...(["version-needs-correction", "evidence-not-uploaded"] as const),
    ],
  }),
} as const;

/** The endpoint of the table of a month. It stands beside `storeMonth`, because it waits for a second person where that does. */
export const monthSheetEndpoints = {
  uploadMonthSheet: endpoint({
    operationId: "uploadMonthSheet",
    method: "POST",
    path: "/carbon/months/{partyId}/{year}/{month}/sheet",
    summary:
      "Stores a month of the own entity from an XLSX or CSV table, as `storeMonth` does from JSON. All errors of the table are told at once, each with worksheet, row, column, what stands there and what is expected; then nothing is stored.",
    roles: ["enterprise"],
    secondPerson: { choice: "carbon" },
    params: monthsEndpoints.storeMonth.params,
    body: z.object({
      file: z
        .base64()
        .min(1)
        .max(Math.ceil(mostBytesOfMonth / 3) * 4)
        .describe("The file as it is, in base64: .xlsx, or .csv in UTF-8; at most 96 KiB and 40 rows"),
      reason: storeReason,
    }),
    response: monthsEndpoints.storeMonth.response,
    refusals: ["sheet-has-errors", ...monthsEndpoints.storeMonth.refusals],
  }),
} as const;

/** The facts of templates and uploaded sheets. */
export const sheetsFacts = {} as const;
