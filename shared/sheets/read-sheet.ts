import { csvRecords } from "../imports/csv-records.ts";
import type { ImportError } from "../imports/import-errors.ts";
import { message } from "../kernel/message.ts";
import { openPackage } from "./open-package.ts";
import { type SheetError, shown, UnreadableSheet } from "./sheet-errors.ts";
import { type SheetEvent, sheetRows } from "./sheet-rows.ts";
import type { SheetColumns, SheetLine, SheetPart, SheetShape } from "./sheet-shape.ts";
import { type TableReader, tableReader } from "./table-reader.ts";
import { findWorksheet } from "./workbook.ts";

/** The well-formed lines of a table, all lines as far as they are well formed, and what is wrong, in the order of the table. */
export interface SheetReading<Columns extends SheetColumns> {
  /** Name of the worksheet that was read; empty for a CSV file. */
  readonly sheet: string;
  readonly lines: readonly SheetLine<Columns>[];
  readonly parts: readonly SheetPart<Columns>[];
  /** The first errors, as many as the shape tells. */
  readonly errors: readonly SheetError[];
  /** How many errors there are. */
  readonly errorCount: number;
}

/**
 * Reads a table from an XLSX workbook or a CSV file, whichever it is, by the same columns, and finds all errors at once. A workbook is expanded
 * and read piece by piece within the limits of `package-limits.ts`, whatever it declares.
 */
export async function readSheet<const Columns extends SheetColumns>(
  bytes: Uint8Array,
  shape: SheetShape<Columns>,
): Promise<SheetReading<Columns>> {
  const table = tableReader(shape);
  let sheet = "";
  try {
    if (bytes.length > shape.mostBytes) throw new UnreadableSheet(sizeOf(bytes.length), tooLarge(shape.mostBytes));
    if (startsWith(bytes, compoundFile)) throw new UnreadableSheet(...oldOrEncrypted(bytes));
    if (startsWith(bytes, zipFile)) {
      const files = await openPackage(bytes);
      const worksheet = await findWorksheet(files, shape.sheet);
      sheet = worksheet.name;
      await readRows(table, sheetRows(files, worksheet));
    } else readCsv(table, bytes, Object.keys(shape.columns).length);
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    const { found, expected } = error;
    return { sheet, lines: [], parts: [], errors: [{ sheet, row: 0, column: "", found: shown(found), expected }], errorCount: 1 };
  }
  return { sheet, ...table.result(sheet) };
}

/** Reads until the header is found wrong: below another header every cell would be. */
async function readRows(table: TableReader<SheetColumns>, events: AsyncIterable<SheetEvent>): Promise<void> {
  for await (const event of events) {
    if ("merged" in event) table.merged(event.row, event.column, event.merged);
    else if (!table.row(event.row, event.cells)) return;
  }
}

function readCsv(table: TableReader<SheetColumns>, bytes: Uint8Array, columnCount: number): void {
  const errors: ImportError[] = [];
  const records = csvRecords(bytes, errors) ?? [];
  for (const { line, column, detail } of errors) table.fault(line, column, "", detail);
  for (const [position, { line, fields }] of records.entries()) {
    const cells = fields.flatMap((text, column) => (text === "" ? [] : [{ column, kind: "text" as const, text }]));
    if (position > 0 && fields.length !== columnCount)
      table.fault(line, "", `${fields.length}`, message(`须有 ${columnCount} 个字段`, `a line has ${columnCount} fields`));
    else if (!table.row(line, cells)) return;
  }
}

const zipFile = [0x50, 0x4b];
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, position) => bytes[position] === byte);
}

/** Why a compound file is refused: workbooks with a password are kept in one, and so are those of before 2007. */
function oldOrEncrypted(bytes: Uint8Array): readonly [found: string, expected: string] {
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from("EncryptedPackage", "utf16le"));
  if (encrypted) return ["encrypted", message("须为不设密码的 .xlsx 工作簿", "an .xlsx workbook without a password")];
  return [".xls", message("须为 .xlsx 工作簿（请另存为 .xlsx）", "an .xlsx workbook: save the table as .xlsx")];
}

function sizeOf(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KiB`;
}

function tooLarge(mostBytes: number): string {
  return message(`文件不得超过 ${sizeOf(mostBytes)}`, `a file of at most ${sizeOf(mostBytes)}`);
}
