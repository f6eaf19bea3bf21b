import type { SheetError } from "../../../shared/sheets/sheet-errors.ts";
import { type BatchRow, batchSheet } from "./shapes.ts";

/** A well-formed row, and where it stands. */
export interface PlacedRow {
  readonly row: BatchRow;
  /** Row of the sheet or line of the file; place in the array for rows in JSON, the first is 1. */
  readonly line: number;
}

/** The rows of a batch, and what is wrong in its file. */
export interface BatchReading {
  readonly sheet: string;
  readonly rows: readonly PlacedRow[];
  readonly errors: readonly SheetError[];
  readonly errorCount: number;
}

/** Reads the rows of a batch, out of a file or as they were sent. */
export async function readRows({
  rows,
  file,
}: {
  readonly rows?: readonly BatchRow[] | undefined;
  readonly file?: string | undefined;
}): Promise<BatchReading> {
  if (file === undefined) {
    const placed = (rows ?? []).map((row, place) => ({ row, line: place + 1 }));
    return { sheet: "", rows: placed, errors: [], errorCount: 0 };
  }
  const { readSheet } = await import("../../../shared/sheets/read-sheet.ts");
  const { sheet, lines, errors, errorCount } = await readSheet(Buffer.from(file, "base64"), batchSheet);
  return { sheet, rows: lines.map(({ line, ...row }) => ({ row, line })), errors, errorCount };
}
