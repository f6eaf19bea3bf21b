import { refuse } from "../../../shared/kernel/outcome.ts";
import { type SheetError, sheetErrorView } from "../../../shared/sheets/sheet-errors.ts";

/** The refusal of a table with everything that is wrong in it. */
export function refusedSheet(source: string, sheet: string, errors: readonly SheetError[], refused: number) {
  return refuse({ code: "sheet-has-errors", source, sheet, refused, cellErrors: errors.map(sheetErrorView) });
}
