import type { Call } from "../../../shared/http/api-handler.ts";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { inputErrorsOf } from "../../../shared/kernel/input-errors.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import type { SheetError } from "../../../shared/sheets/sheet-errors.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { MonthPorts } from "../months/ports.ts";
import { monthValues, type StoredValue } from "../months/shapes.ts";
import { storageSource } from "../months/sources.ts";
import { decideStoring } from "../months/store-month.ts";
import type { MonthView } from "../months/views.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { monthSheetEndpoints } from "./contract.ts";
import { monthSheet } from "./month-columns.ts";
import { refusedSheet } from "./refused-sheet.ts";

/** Stores a month from a table, or changes what was stored, exactly as `storeMonth` does; all errors of the table are told at once before. */
export function uploadMonthSheet(ports: MonthPorts, call: Call<typeof monthSheetEndpoints.uploadMonthSheet>) {
  const { file, ...rest } = call.body;
  return runCommand<MonthView, CarbonRefusal>(ports, call, async () => {
    const values = await readMonthSheet(Buffer.from(file, "base64"));
    return values.ok ? decideStoring(ports, { ...call, body: { ...rest, values: values.value } }) : values;
  });
}

async function readMonthSheet(bytes: Uint8Array): Promise<Outcome<StoredValue[], CarbonRefusal>> {
  const { readSheet } = await import("../../../shared/sheets/read-sheet.ts");
  const { sheet, lines, errors, errorCount } = await readSheet(bytes, monthSheet);
  if (errorCount > 0) return refusedSheet(storageSource, sheet, errors, errorCount);
  // Cells were read by the schemas of the values already; here it is about several of them.
  const faults = monthValues.safeParse(
    lines.map(({ line, ...value }) => value),
    { error: expectation },
  ).error;
  if (!faults) return accept(lines.map(({ line, ...value }) => value));
  const several = [...inputErrorsOf(faults.issues)].map(({ path: [at, column = ""], detail }): SheetError => {
    const line = typeof at === "number" ? lines[at] : undefined;
    return { sheet, row: line?.line ?? 0, column: String(column), found: line?.activity ?? "", expected: detail };
  });
  return refusedSheet(storageSource, sheet, several, several.length);
}
