import type { Call } from "../../../shared/http/api-handler.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import { refuse } from "../../../shared/kernel/outcome.ts";
import { type SheetError, shown } from "../../../shared/sheets/sheet-errors.ts";
import { draftReport } from "../reports/draft-report.ts";
import type { ReportPorts } from "../reports/ports.ts";
import { sources } from "../reports/rules.ts";
import type { ValueFault } from "../reports/shapes.ts";
import { reportName } from "../reports/store.ts";
import type { sheetsEndpoints } from "./contract.ts";
import { type PlaceOf, readReportSheet } from "./read-report-sheet.ts";
import { refusedSheet } from "./refused-sheet.ts";
import { uploadedFile } from "./uploaded-file.ts";

/**
 * Drafts the own report of a year from a table. What is wrong with cells, rows and values is told at once by its place in the table, and nothing
 * is stored then; otherwise it is a draft like one from JSON.
 */
export async function uploadReportSheet(ports: ReportPorts, call: Call<typeof sheetsEndpoints.uploadReportSheet>) {
  const { caller, params, body } = call;
  const { sheet: named, evidence, preparedBy, ...rest } = body;
  if (reportName(params.reportId).partyId !== caller.partyId) return refuse({ code: "not-found" });
  const file = await uploadedFile(ports, caller.partyId, named);
  if (!file.ok) return file;
  const read = await readReportSheet(file.value);
  if ("errors" in read) return refusedSheet(sources.report, read.sheet, read.errors, read.errorCount);
  const { sheet, values, placeOf } = read;
  const drafted = await draftReport(ports, {
    ...call,
    body: { ...rest, values: { ...values, evidence, ...(preparedBy && { preparedBy }) } },
  });
  if (drafted.ok || drafted.refusal.code !== "report-values-refused") return drafted;
  const errors = drafted.refusal.faults.map((fault) => placed(fault, sheet, placeOf));
  return refusedSheet(sources.report, sheet, errors, errors.length);
}

/** A fault of a value at its place in the table. */
function placed({ pointer, found, expected }: ValueFault, sheet: string, placeOf: PlaceOf): SheetError {
  return { sheet, ...placeOf(pointer), found: shown(found), expected: messageOf(expected) };
}
