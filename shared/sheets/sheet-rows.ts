import { message } from "../kernel/message.ts";
import { positionOf } from "./column-letters.ts";
import type { SheetPackage } from "./open-package.ts";
import { readXml } from "./read-xml.ts";
import { cellOf, type RawCell, type SheetCell } from "./sheet-cells.ts";
import { UnreadableSheet } from "./sheet-errors.ts";
import { textCollector, type Worksheet } from "./workbook.ts";

/** A row with its cells that are not empty, or a range of merged cells; ranges come after the rows. */
export type SheetEvent =
  | { readonly row: number; readonly cells: readonly SheetCell[] }
  | { readonly row: number; readonly column: number; readonly merged: string };

const reference = /^([A-Z]{1,3})([1-9]\d{0,6})$/;
const columnsOfSheets = 16_384;
const rowsOfSheets = 1_048_576;
const inOrder = message("行与单元格须按顺序排列", "rows and cells in their order");

/** The rows of a worksheet that are not empty, as they are expanded: no more than one piece of the file is held at a time. */
export async function* sheetRows(files: SheetPackage, sheet: Worksheet): AsyncGenerator<SheetEvent, void> {
  let pending: SheetEvent[] = [];
  const reader = rowReader(sheet, (event) => pending.push(event));
  for await (const _ of readXml(files.textOf(sheet.part), reader)) {
    const events = pending;
    pending = [];
    yield* events;
  }
}

/** Collects cells from the elements of a worksheet. */
function rowReader(sheet: Worksheet, found: (event: SheetEvent) => void) {
  const collector = textCollector();
  let row = 0;
  let cells: SheetCell[] = [];
  let cell: RawCell | undefined;
  let column = -1;
  let within = "";
  return {
    open(name: string, { r, t = "n", s = "0", ref = "" }: Readonly<Record<string, string | undefined>>): void {
      within = name;
      collector.open(name);
      if (name === "row") {
        row = following(row, r === undefined ? row + 1 : Number(r), rowsOfSheets);
        column = -1;
      } else if (name === "c") {
        column = following(column, r === undefined ? column + 1 : columnOf(r, row), columnsOfSheets - 1);
        cell = { column, type: t, style: Number(s), value: "", inline: "", formula: undefined };
      } else if (name === "f" && cell) cell.formula = "";
      else if (name === "mergeCell") {
        const [, letters = "A", number = "0"] = reference.exec(ref.split(":")[0] ?? "") ?? [];
        found({ row: Number(number), column: positionOf(letters), merged: ref });
      }
    },
    text(text: string): void {
      if (!cell) return;
      if (within === "v") cell.value += text;
      else if (within === "f") cell.formula += text;
      else collector.text(text);
    },
    close(name: string): void {
      within = "";
      collector.close(name);
      if (name === "is" && cell) cell.inline = collector.take();
      else if (name === "c" && cell) {
        const meant = cellOf(cell, sheet);
        if (meant) cells.push(meant);
        cell = undefined;
      } else if (name === "row" && cells.length > 0) {
        found({ row, cells });
        cells = [];
      }
    },
  };
}

function following(last: number, next: number, most: number): number {
  if (Number.isInteger(next) && next > last && next <= most) return next;
  throw new UnreadableSheet(`${next}`, inOrder);
}

/** Position of the column that a reference names; the reference has to lie in the row that it stands in. */
function columnOf(text: string, row: number): number {
  const [, letters = "", number] = reference.exec(text) ?? [];
  if (Number(number) !== row) throw new UnreadableSheet(text, inOrder);
  return positionOf(letters);
}
