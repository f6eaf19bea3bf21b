import { describe, expect, it } from "vitest";
import { openPackage } from "../../../../shared/sheets/open-package.ts";
import type { SheetCell } from "../../../../shared/sheets/sheet-cells.ts";
import { sheetRows } from "../../../../shared/sheets/sheet-rows.ts";
import { addRows, beginWorkbook, type CellToWrite, endWorkbook, type WorkbookState } from "../../../../shared/sheets/stream-workbook.ts";
import { findWorksheet } from "../../../../shared/sheets/workbook.ts";
import { partOf } from "../../../support/workbooks.ts";

const table = { sheet: "trades", headers: ["名称", "quantity"], isNumber: [false, true] };
const cell = (text: string, isNumber = false): CellToWrite => ({ text, isNumber });

/** A workbook of these rows, some at once, each time by another process. */
function written(rows: readonly (readonly CellToWrite[])[], atOnce: number, mostRows?: number): Buffer {
  const begun = beginWorkbook(table);
  const pieces = [begun.bytes];
  let state: WorkbookState = begun.state;
  for (let start = 0; start < rows.length; start += atOnce) {
    const added = addRows(table, JSON.parse(JSON.stringify(state)) as WorkbookState, rows.slice(start, start + atOnce), mostRows);
    pieces.push(added.bytes);
    state = added.state;
  }
  return Buffer.concat([...pieces, endWorkbook(table, state)]);
}

/** The cells of a worksheet, row by row, as the project's own reader finds them. */
async function readBack(workbook: Uint8Array, sheet = "trades"): Promise<(readonly SheetCell[])[]> {
  const files = await openPackage(workbook);
  const rows: (readonly SheetCell[])[] = [];
  for await (const event of sheetRows(files, await findWorksheet(files, sheet))) if ("cells" in event) rows.push(event.cells);
  return rows;
}
const textsOf = (rows: readonly (readonly SheetCell[])[]) => rows.map((cells) => cells.map(({ kind, text }) => `${kind} ${text}`));

describe("a workbook that is written piece by piece", () => {
  it("is read back as it was written: numbers where a program keeps them exactly, texts otherwise, and nothing computed", async () => {
    const rows = [
      [cell("=1+1"), cell("-4390.50", true)],
      [cell('<&"> 镇江'), cell("123456789012345.6", true)],
      [cell("  two\nlines "), cell("0.000001", true)],
      [cell(""), cell("", true)],
      [cell("91420700MA0000015E"), cell("six", false)],
    ];
    expect(textsOf(await readBack(written(rows, 2)))).toEqual([
      ["text 名称", "text quantity"],
      ["text =1+1", "number -4390.5"],
      ['text <&"> 镇江', "text 123456789012345.6"],
      ["text   two\nlines ", "number 0.000001"],
      ["text 91420700MA0000015E", "text six"],
    ]);
  });

  it("keeps its header in view on every worksheet, and begins another worksheet where one is full", async () => {
    const rows = Array.from({ length: 11 }, (_, place) => [cell(`row ${place}`), cell(`${place}`, true)]);
    for (const atOnce of [1, 3, 11]) {
      const workbook = written(rows, atOnce, 5);
      const sheets = await Promise.all(["trades", "trades 2", "trades 3"].map((name) => readBack(workbook, name)));
      expect(sheets.map(({ length }) => length)).toEqual([5, 5, 4]);
      const [header] = textsOf(sheets[0] ?? []);
      for (const sheet of sheets) expect(textsOf(sheet)[0]).toEqual(header);
      expect(textsOf(sheets.flatMap((sheet) => sheet.slice(1)))).toEqual(rows.map((_, place) => [`text row ${place}`, `number ${place}`]));
      expect(partOf(workbook, "xl/worksheets/sheet3.xml")).toContain('state="frozen"');
    }
  });

  it("without rows has a header", async () => {
    expect(textsOf(await readBack(written([], 1)))).toEqual([["text 名称", "text quantity"]]);
  });

  it("escapes what would be read as an escaped character, and says where a text is cut", () => {
    const workbook = written([[cell("a_x0041_b"), cell("x".repeat(40_000))]], 1);
    const sheet = partOf(workbook, "xl/worksheets/sheet1.xml");
    expect(sheet).toContain("a_x005F_x0041_b");
    expect(sheet).toContain(`${"x".repeat(32_766)}…</t>`);
    expect(sheet).not.toContain("x".repeat(32_767));
  });
});
