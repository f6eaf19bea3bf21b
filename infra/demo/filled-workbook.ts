import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { lettersOf } from "../../shared/sheets/column-letters.ts";

/** The worksheet of a template that is filled in, below its header. */
const part = "xl/worksheets/sheet1.xml";

/** A downloaded XLSX template with rows below its header, as the bytes in base64 that the API takes. Numbers are numbers, all else is text. */
export function filledWorkbook(template: Uint8Array, rows: readonly (readonly string[])[]): string {
  const parts = unzipSync(template);
  const filled = rows.map((cells, index) => rowOf(cells, index + 2)).join("");
  const sheet = strFromU8(parts[part] ?? new Uint8Array()).replace("</sheetData>", `${filled}</sheetData>`);
  return Buffer.from(zipSync({ ...parts, [part]: strToU8(sheet) })).toString("base64");
}

function rowOf(cells: readonly string[], row: number): string {
  return `<row r="${row}">${cells.map((text, column) => cellOf(text, `${lettersOf(column)}${row}`)).join("")}</row>`;
}

function cellOf(text: string, place: string): string {
  if (text === "") return "";
  return /^\d+(?:\.\d+)?$/.test(text) ? `<c r="${place}"><v>${text}</v></c>` : `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
}
