import { strToU8, zipSync } from "fflate";
import { lettersOf } from "./column-letters.ts";

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
/** Width of a column, in digits. */
const columnWidth = 18;
/** The oldest time that a ZIP file can name: a template is the same bytes whenever it is made. */
const modified = new Date(1980, 0, 1);

/** An empty XLSX workbook to fill in: the table, and the notes on its columns. */
export function templateWorkbook({ sheet, columns }: SheetTemplate): Uint8Array {
  const header = ["column", "中文", "English", "例 example"];
  const notes = [header, ...columns.map(({ name, zh, en, example }) => [name, zh, en, example])];
  const parts = {
    "[Content_Types].xml": contentTypes,
    "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": workbook([sheet, notesSheet]),
    "xl/_rels/workbook.xml.rels": relations([
      ["worksheet", "worksheets/sheet1.xml"],
      ["worksheet", "worksheets/sheet2.xml"],
      ["styles", "styles.xml"],
    ]),
    "xl/styles.xml": styles,
    "xl/worksheets/sheet1.xml": worksheet(
      [columns.map(({ name }) => name)],
      columns.map(({ asText }) => (asText ? textStyle : generalStyle)),
    ),
    "xl/worksheets/sheet2.xml": worksheet(
      notes,
      header.map(() => textStyle),
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), { mtime: modified });
}

/** The header of a CSV file to fill in, with the mark by which programs know UTF-8. */
export function templateCsv({ columns }: SheetTemplate): string {
  return `\uFEFF${columns.map(({ name }) => name).join()}\r\n`;
}

const [generalStyle, textStyle, headerStyle] = [0, 1, 2];
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${contentType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/></Types>`;

/** Format 49 is text; the header is bold. */
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], position) => `<Relationship Id="r${position + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join("")}</Relationships>`;
}

function workbook(names: readonly string[]): string {
  const sheets = names.map((name, position) => `<sheet name="${escaped(name)}" sheetId="${position + 1}" r:id="r${position + 1}"/>`);
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

/** A worksheet whose first row is a header that stays in view. */
function worksheet(rows: readonly (readonly string[])[], columnStyles: readonly number[]): string {
  const columns = columnStyles.map(
    (style, position) => `<col min="${position + 1}" max="${position + 1}" width="${columnWidth}" style="${style}" customWidth="1"/>`,
  );
  const cells = rows.map((texts, position) => {
    const style = (column: number) => (position === 0 ? headerStyle : columnStyles[column]);
    const row = texts.map(
      (text, column) =>
        `<c r="${lettersOf(column)}${position + 1}" s="${style(column)}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
    );
    return `<row r="${position + 1}">${row.join("")}</row>`;
  });
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const views = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  return `${declaration}<worksheet xmlns="${main}">${views}<cols>${columns.join("")}</cols><sheetData>${cells.join("")}</sheetData></worksheet>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
