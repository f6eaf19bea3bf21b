import { strToU8, zipSync } from "fflate";
import {
  cellStyles,
  contentTypesOf,
  packageRelations,
  rowXml,
  stylesXml,
  textCell,
  workbookRelations,
  workbookXml,
  worksheetBegin,
  worksheetEnd,
} from "./workbook-parts.ts";

/** A table to fill in: its header, and beside it a worksheet that says what each column takes. */
export interface SheetTemplate {
  readonly sheet: string;
  readonly columns: readonly TemplateColumn[];
}

/** A column of a table to fill in. */
export interface TemplateColumn {
  readonly name: string;
  /** Cells that keep what is typed: otherwise programs turn months into dates and long numbers into rounded ones. */
  readonly asText: boolean;
  readonly zh: string;
  readonly en: string;
  readonly example: string;
}

/** Name of the worksheet that explains the columns. */
const notesSheet = "说明 Notes";
/** The oldest time that a ZIP file can name: a template is the same bytes whenever it is made. */
const modified = new Date(1980, 0, 1);

/** An empty XLSX workbook to fill in: the table, and the notes on its columns. */
export function templateWorkbook({ sheet, columns }: SheetTemplate): Uint8Array {
  const header = ["column", "中文", "English", "例 example"];
  const notes = [header, ...columns.map(({ name, zh, en, example }) => [name, zh, en, example])];
  const parts = {
    "[Content_Types].xml": contentTypesOf(2),
    "_rels/.rels": packageRelations,
    "xl/workbook.xml": workbookXml([sheet, notesSheet]),
    "xl/_rels/workbook.xml.rels": workbookRelations(2),
    "xl/styles.xml": stylesXml,
    "xl/worksheets/sheet1.xml": worksheet(
      [columns.map(({ name }) => name)],
      columns.map(({ asText }) => (asText ? cellStyles.text : cellStyles.general)),
    ),
    "xl/worksheets/sheet2.xml": worksheet(
      notes,
      header.map(() => cellStyles.text),
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), { mtime: modified });
}

/** The header of a CSV file to fill in, with the mark by which programs know UTF-8. */
export function templateCsv({ columns }: SheetTemplate): string {
  return `\uFEFF${columns.map(({ name }) => name).join()}\r\n`;
}

/** A worksheet whose first row is a header that stays in view. */
function worksheet(rows: readonly (readonly string[])[], columnStyles: readonly number[]): string {
  const cells = rows.map((texts, position) => {
    const style = (column: number) => (position === 0 ? cellStyles.header : (columnStyles[column] ?? cellStyles.general));
    return rowXml(
      position + 1,
      texts.map((text, column) => textCell(column, position + 1, style(column), text)),
    );
  });
  return worksheetBegin(columnStyles) + cells.join("") + worksheetEnd;
}
