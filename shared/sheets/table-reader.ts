import { readField } from "../imports/read-field.ts";
import { message } from "../kernel/message.ts";
import { lettersOf } from "./column-letters.ts";
import type { SheetCell } from "./sheet-cells.ts";
import { type SheetError, shown, UnreadableSheet } from "./sheet-errors.ts";
import type { SheetColumn, SheetColumns, SheetLine, SheetPart, SheetShape } from "./sheet-shape.ts";
import { lostDigits } from "./written-number.ts";

/** Takes the rows of a table one by one and keeps what its columns read, and what is wrong. */
export interface TableReader<Columns extends SheetColumns> {
  /** Takes a row with its cells that are not empty; the first is the header. Whether the rows after it can be read. */
  readonly row: (row: number, cells: readonly SheetCell[]) => boolean;
  readonly merged: (row: number, column: number, range: string) => void;
  /** Takes an error that was found before cells were. */
  readonly fault: (row: number, column: string, found: string, expected: string) => void;
  readonly result: (sheet: string) => {
    readonly lines: readonly SheetLine<Columns>[];
    readonly parts: readonly SheetPart<Columns>[];
    readonly errors: readonly SheetError[];
    readonly errorCount: number;
  };
}

const expected = {
  value: message("须为值，不得为公式（请以“粘贴为值”代替）", "a value, no formula: paste the values in its place"),
  noError: message("须为值，此处为错误值", "a value, no error"),
  undamaged: message("须为可读的值", "a readable value"),
  noPercent: message("须为不带百分比格式的数", "a number without the percent format"),
  noDate: message("此处不得为日期格式，请将单元格设为“文本”或“常规”", "no date: format the cell as text or general"),
  fifteenDigits: message(
    "超过 15 位的数字已丢失末位，请将单元格设为“文本”后重新填写",
    "a text: numbers of more than 15 digits lose their last ones; format the cell as text and enter it again",
  ),
  firstOfMonth: message("须为月份，格式 YYYY-MM，或当月 1 日的日期", "a month, YYYY-MM, or the date of its first day"),
  unmerged: message("不得合并单元格", "cells that are not merged"),
  empty: message("表格以外须为空", "nothing beside the table"),
};

/** Reads a table by its columns. */
export function tableReader<Columns extends SheetColumns>({ columns, mostLines, mostErrors }: SheetShape<Columns>): TableReader<Columns> {
  const named = Object.entries(columns);
  const lines: SheetLine<Columns>[] = [];
  const parts: SheetPart<Columns>[] = [];
  const errors: Omit<SheetError, "sheet">[] = [];
  let errorCount = 0;
  let headed = false;
  let rows = 0;
  const fault = (row: number, column: string, found: string, what: string): void => {
    errorCount++;
    if (errors.length < mostErrors) errors.push({ row, column, found: shown(found), expected: what });
  };
  const readHeader = (row: number, cells: readonly SheetCell[]): void => {
    headed = true;
    const found = new Map(cells.map((cell) => [cell.column, cell.text]));
    for (const [position, [name]] of named.entries()) {
      const text = found.get(position) ?? "";
      found.delete(position);
      if (text !== name) fault(row, lettersOf(position), text, message(`表头须为 ${name}`, `the header ${name}`));
    }
    for (const [position, text] of found) fault(row, lettersOf(position), text, expected.empty);
  };
  const readLine = (row: number, cells: readonly SheetCell[]): void => {
    const values: Record<string, unknown> = {};
    let sound = true;
    let next = 0;
    for (const [position, [name, column]] of named.entries()) {
      const cell = cells[next]?.column === position ? cells[next++] : undefined;
      const read = readCell(column, cell);
      if ("value" in read) values[name] = read.value;
      else fault(row, name, cell?.text ?? "", read.detail);
      sound &&= "value" in read;
    }
    for (const { column, text } of cells.slice(next)) fault(row, lettersOf(column), text, expected.empty);
    // Each schema read its own column.
    const part = { line: row, ...values } as SheetPart<Columns>;
    parts.push(part);
    if (sound && next === cells.length) lines.push(part as SheetLine<Columns>);
  };
  return {
    fault,
    merged(row, column, range) {
      fault(row, named[column]?.[0] ?? lettersOf(column), range, expected.unmerged);
    },
    row(row, cells) {
      if (!headed) {
        const before = errorCount;
        readHeader(row, cells);
        return errorCount === before;
      }
      rows++;
      if (rows > mostLines) throw new UnreadableSheet(`> ${mostLines}`, message(`不得超过 ${mostLines} 行`, `at most ${mostLines} rows`));
      readLine(row, cells);
      return true;
    },
    result(sheet) {
      if (rows === 0 && errorCount === 0) fault(0, "", "", message("表中没有数据行", "rows below the header"));
      const inOrder = errors.map((error) => ({ sheet, ...error })).toSorted((one, other) => one.row - other.row);
      return { lines, parts, errors: inOrder, errorCount };
    },
  };
}

/** What a column reads from a cell, or what is expected in its place. */
function readCell({ holds, schema }: SheetColumn, cell: SheetCell | undefined): ReturnType<typeof readField> {
  if (!cell) return readField(schema, "");
  const { kind, text } = cell;
  switch (kind) {
    case "formula":
      return { detail: expected.value };
    case "error":
      return { detail: expected.noError };
    case "damaged":
      return { detail: expected.undamaged };
    case "percent":
      return { detail: expected.noPercent };
    case "date":
      if (holds === "text" || holds === "number") return { detail: expected.noDate };
      if (holds === "day") return readField(schema, text);
      return text.length === 10 && text.endsWith("-01") ? readField(schema, text.slice(0, 7)) : { detail: expected.firstOfMonth };
    case "number":
      return lostDigits(text) ? { detail: expected.fifteenDigits } : readField(schema, text);
    case "text":
    case "boolean":
      return readField(schema, text);
  }
}
