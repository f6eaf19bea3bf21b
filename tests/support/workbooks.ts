import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import * as z from "zod";
import { decimalPattern } from "../../shared/kernel/decimal.ts";
import { message } from "../../shared/kernel/message.ts";
import { plainDate, shortText, yearMonth } from "../../shared/kernel/schemas.ts";
import type { SheetShape } from "../../shared/sheets/sheet-shape.ts";
import { templateWorkbook } from "../../shared/sheets/write-sheet.ts";

/** A workbook among the fixtures, as its program saved it. */
export function savedSheet(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, "../fixtures/sheets", name));
}

const optional = <Schema extends z.ZodType>(schema: Schema) => z.union([z.literal(""), schema]);

/** Columns as the workbooks of LibreOffice have them. */
export const activityColumns = {
  kind: { holds: "text", schema: z.enum(["raw-coal", "electricity", "diesel", "heat", "recovered-co2", "coke"]) },
  amount: { holds: "number", schema: z.string().regex(decimalPattern, message("须为十进制数", "a decimal")) },
  unit: { holds: "text", schema: z.enum(["t", "MWh", "GJ", "tCO2"]) },
  month: { holds: "month", schema: yearMonth },
  invoicedOn: { holds: "day", schema: optional(plainDate) },
  invoiceNumber: { holds: "text", schema: optional(shortText) },
  note: { holds: "text", schema: optional(shortText) },
} as const;

/** The table of those columns. */
export const activitySheet: SheetShape<typeof activityColumns> = {
  sheet: "activities",
  columns: activityColumns,
  mostBytes: 2 * 1024 * 1024,
  mostLines: 10_000,
  mostErrors: 1_000,
};

/** A workbook with some parts of it replaced; undefined removes one. */
export function withParts(workbook: Uint8Array, parts: Readonly<Record<string, string | undefined>>): Uint8Array {
  const all = new Map(Object.entries(unzipSync(workbook)));
  for (const [name, text] of Object.entries(parts)) {
    if (text === undefined) all.delete(name);
    else all.set(name, strToU8(text));
  }
  return zipSync(Object.fromEntries(all), { level: 1 });
}

/** The text of a part of a workbook. */
export function partOf(workbook: Uint8Array, name: string): string {
  return strFromU8(unzipSync(workbook)[name] ?? new Uint8Array());
}

/** An empty table of activities with `rows`, as XML, below its header. */
export function activityWorkbook(rows: string): Uint8Array {
  const columns = Object.keys(activityColumns).map((name) => ({ name, asText: false, zh: name, en: name, example: "" }));
  const empty = templateWorkbook({ sheet: "activities", columns });
  const part = "xl/worksheets/sheet1.xml";
  return withParts(empty, { [part]: partOf(empty, part).replace("</sheetData>", `${rows}</sheetData>`) });
}

/** A workbook of so many sound rows of activities; texts are shared, as Excel writes them, and every row has a date. */
export function largeWorkbook(rows: number): Uint8Array {
  const texts = [
    "electricity",
    "MWh",
    "2025-01",
    ...Array.from({ length: rows }, (_, at) => `${25_422_000_000_000_000_000n + BigInt(at)}`),
  ];
  const shared = (at: string, index: number) => `<c r="${at}" t="s"><v>${index}</v></c>`;
  const row = (_: unknown, at: number) => {
    const number = at + 2;
    const amount = `<c r="B${number}"><v>${at}.2999999999999998</v></c>`;
    const cells = [
      shared(`A${number}`, 0),
      amount,
      shared(`C${number}`, 1),
      shared(`D${number}`, 2),
      text(`E${number}`),
      shared(`F${number}`, at + 3),
    ];
    return `<row r="${number}" spans="1:7">${cells.join("")}</row>`;
  };
  const text = (at: string) => `<c r="${at}" t="inlineStr"><is><t>2025-01-31</t></is></c>`;
  const workbook = activityWorkbook(Array.from({ length: rows }, row).join(""));
  const relation =
    '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>';
  const relations = "xl/_rels/workbook.xml.rels";
  return withParts(workbook, {
    [relations]: partOf(workbook, relations).replace("</Relationships>", `${relation}</Relationships>`),
    "xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${texts.map((each) => `<si><t>${each}</t></si>`).join("")}</sst>`,
  });
}
