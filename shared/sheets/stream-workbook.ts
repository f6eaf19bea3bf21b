import {
  cellStyles,
  contentTypesOf,
  numberCell,
  packageRelations,
  rowXml,
  stylesXml,
  textCell,
  workbookRelations,
  workbookXml,
  worksheetBegin,
  worksheetEnd,
} from "./workbook-parts.ts";
import { writtenNumber } from "./written-number.ts";
import {
  addToFile,
  beginFile,
  emptyZip,
  endFile,
  endZip,
  inTurn,
  mostZipBytes,
  wholeFile,
  type ZipPiece,
  type ZipState,
} from "./zip-pieces.ts";

/** A cell to write: a number stays one where a spreadsheet program keeps it exactly, and is a text otherwise. */
export interface CellToWrite {
  readonly text: string;
  readonly isNumber: boolean;
}

/** A table: the name of its worksheets, and its columns. */
export interface TableToWrite {
  readonly sheet: string;
  readonly headers: readonly string[];
  /** Columns of numbers, by position; the cells of all others are formatted as text. */
  readonly isNumber: readonly boolean[];
}

/** A workbook that is written piece by piece: a JSON value, so that another process goes on where one has stopped. */
export interface WorkbookState {
  readonly zip: ZipState;
  /** Worksheets so far, the last of which is being written. */
  readonly sheets: number;
  /** Rows of that worksheet so far, with its header. */
  readonly rows: number;
}

/** A workbook after some more bytes. */
export interface WorkbookPiece {
  readonly bytes: Buffer;
  readonly state: WorkbookState;
}

/** Rows that a worksheet has at most, by the format. */
export const mostSheetRows = 1_048_576;
/** Bytes of XML after which a worksheet takes no further rows: sizes have 32 bits, and the rows that are added at once fit into the rest. */
const fullSheet = mostZipBytes - 256 * 1024 * 1024;
/** Characters that a cell holds at most. */
const mostCharacters = 32_767;

/** Begins a workbook: XLSX, with the header of the first worksheet. */
export function beginWorkbook(table: TableToWrite): WorkbookPiece {
  const { bytes, state: zip } = inTurn(emptyZip, [
    (state) => wholeFile(state, "_rels/.rels", Buffer.from(packageRelations)),
    (state) => wholeFile(state, "xl/styles.xml", Buffer.from(stylesXml)),
    (state) => beginSheet(state, table, 1),
  ]);
  return { bytes, state: { zip, sheets: 1, rows: 1 } };
}

/** Adds rows; those that a worksheet has no room for begin another one, with the same header. */
export function addRows(
  table: TableToWrite,
  before: WorkbookState,
  rows: readonly (readonly CellToWrite[])[],
  mostRows = mostSheetRows,
): WorkbookPiece {
  const pieces: Buffer[] = [];
  let state = before;
  for (let next = 0; next < rows.length; ) {
    const { open } = state.zip;
    if (state.rows >= mostRows || (open?.size ?? 0) >= fullSheet) {
      const sheets = state.sheets + 1;
      const { bytes, state: zip } = inTurn(state.zip, [endSheet, (ended) => beginSheet(ended, table, sheets)]);
      pieces.push(bytes);
      state = { zip, sheets, rows: 1 };
    }
    const some = rows.slice(next, next + mostRows - state.rows);
    const first = state.rows + 1;
    const xml = some.map((cells, place) => rowXml(first + place, cellsXml(first + place, cells)));
    const { bytes, state: zip } = addToFile(state.zip, Buffer.from(xml.join("")));
    pieces.push(bytes);
    state = { ...state, zip, rows: state.rows + some.length };
    next += some.length;
  }
  return { bytes: Buffer.concat(pieces), state };
}

/** Ends a workbook. */
export function endWorkbook({ sheet }: TableToWrite, { zip, sheets }: WorkbookState): Buffer {
  const names = Array.from({ length: sheets }, (_, position) => (position === 0 ? sheet : `${sheet} ${position + 1}`));
  const { bytes, state } = inTurn(zip, [
    endSheet,
    (ended) => wholeFile(ended, "xl/workbook.xml", Buffer.from(workbookXml(names))),
    (ended) => wholeFile(ended, "xl/_rels/workbook.xml.rels", Buffer.from(workbookRelations(sheets))),
    (ended) => wholeFile(ended, "[Content_Types].xml", Buffer.from(contentTypesOf(sheets))),
  ]);
  return Buffer.concat([bytes, endZip(state)]);
}

function beginSheet(zip: ZipState, { headers, isNumber }: TableToWrite, number: number): ZipPiece {
  const header = headers.map((text, column) => textCell(column, 1, cellStyles.header, text));
  const styles = isNumber.map((numbers) => (numbers ? cellStyles.general : cellStyles.text));
  return inTurn(zip, [
    (state) => beginFile(state, `xl/worksheets/sheet${number}.xml`),
    (state) => addToFile(state, Buffer.from(worksheetBegin(styles) + rowXml(1, header))),
  ]);
}

function endSheet(zip: ZipState): ZipPiece {
  return inTurn(zip, [(state) => addToFile(state, Buffer.from(worksheetEnd)), endFile]);
}

/** The XML of the cells of a row; empty ones are left out. */
function cellsXml(row: number, cells: readonly CellToWrite[]): string[] {
  return cells.flatMap(({ text, isNumber }, column) => {
    if (text === "") return [];
    if (isNumber && isExact(text)) return numberCell(column, row, text);
    return textCell(column, row, cellStyles.text, written(text));
  });
}

/** Whether a program that keeps numbers as binary doubles with 15 digits keeps this decimal as it stands. */
function isExact(text: string): boolean {
  return text.replace(/^-|\./g, "").length <= 15 && writtenNumber(text) !== undefined;
}

/** A text as a cell holds it: what looks like an escaped character is escaped itself, and a text that is too long says that it goes on. */
function written(text: string): string {
  const whole = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  return whole.length <= mostCharacters ? whole : `${whole.slice(0, mostCharacters - 1)}…`;
}
