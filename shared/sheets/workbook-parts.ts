import { lettersOf } from "./column-letters.ts";

/** Styles of cells, by the number that cells name: `text` keeps what is typed, a header is bold text. */
export const cellStyles = { general: 0, text: 1, header: 2 } as const;
/** Width of a column, in digits. */
const columnWidth = 18;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** What the parts of a workbook of so many worksheets are. */
export function contentTypesOf(sheets: number): string {
  const override = (name: string, type: string) => `<Override PartName="/xl/${name}.xml" ContentType="${contentType}.${type}+xml"/>`;
  const each = Array.from({ length: sheets }, (_, position) => override(`worksheets/sheet${position + 1}`, "worksheet"));
  const overrides = [override("workbook", "sheet.main"), ...each, override("styles", "styles")];
  return `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`;
}

/** Format 49 is text; the header is bold. */
export const stylesXml = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** The relations of a package: where its workbook is. */
export const packageRelations = relations([["officeDocument", "xl/workbook.xml"]]);

/** The relations of a workbook: its worksheets, then its styles. */
export function workbookRelations(sheets: number): string {
  const each = Array.from({ length: sheets }, (_, position) => ["worksheet", `worksheets/sheet${position + 1}.xml`] as const);
  return relations([...each, ["styles", "styles.xml"]]);
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], position) => `<Relationship Id="r${position + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join("")}</Relationships>`;
}

/** A workbook of worksheets with these names. */
export function workbookXml(names: readonly string[]): string {
  const sheets = names.map((name, position) => `<sheet name="${escaped(name)}" sheetId="${position + 1}" r:id="r${position + 1}"/>`);
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

/** A worksheet up to its first row, which stays in view. */
export function worksheetBegin(columnStyles: readonly number[]): string {
  const columns = columnStyles.map(
    (style, position) => `<col min="${position + 1}" max="${position + 1}" width="${columnWidth}" style="${style}" customWidth="1"/>`,
  );
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const views = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  return `${declaration}<worksheet xmlns="${main}">${views}<cols>${columns.join("")}</cols><sheetData>`;
}

/** A worksheet after its last row. */
export const worksheetEnd = "</sheetData></worksheet>";

/** A row of a worksheet, by the XML of its cells. */
export function rowXml(row: number, cells: readonly string[]): string {
  return `<row r="${row}">${cells.join("")}</row>`;
}

/** A cell that holds a text. */
export function textCell(column: number, row: number, style: number, text: string): string {
  return `<c r="${lettersOf(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** A cell that holds a number, by its decimal text. */
export function numberCell(column: number, row: number, text: string): string {
  return `<c r="${lettersOf(column)}${row}"><v>${text}</v></c>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
