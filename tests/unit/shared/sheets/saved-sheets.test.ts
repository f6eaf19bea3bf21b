import { expect, it } from "vitest";
import * as z from "zod";
import { decimalPattern } from "../../../../shared/kernel/decimal.ts";
import { bilingual } from "../../../../shared/kernel/message.ts";
import { plainDate, shortText } from "../../../../shared/kernel/schemas.ts";
import { readSheet } from "../../../../shared/sheets/read-sheet.ts";
import type { SheetError } from "../../../../shared/sheets/sheet-errors.ts";
import { activitySheet, partOf, savedSheet, withParts } from "../../../support/workbooks.ts";

const inEnglish = ({ row, column, found, expected }: SheetError) => [row, column, found, bilingual(expected).en];
const limits = { mostBytes: 2 * 1024 * 1024, mostLines: 100, mostErrors: 100 };

it("reads what LibreOffice saved: shared and rich texts, numbers, dates as days and months, numbers as texts, blank rows and formats", async () => {
  const { sheet, lines, errors } = await readSheet(savedSheet("libreoffice-activities.xlsx"), activitySheet);
  expect(errors).toEqual([]);
  expect(sheet).toBe("activities");
  expect(
    lines.map(({ line, kind, amount, month, invoicedOn, invoiceNumber, note }) => [
      line,
      kind,
      amount,
      month,
      invoicedOn,
      invoiceNumber,
      note,
    ]),
  ).toEqual([
    [2, "raw-coal", "3000", "2025-01", "2025-01-31", "25422000000012345678", '发票 1 & "2" <3>'],
    [3, "electricity", "1234.567", "2025-02", "2025-02-28", "00012345", ""],
    [4, "diesel", "0.3", "2025-03", "2025-03-31", "12345678", "rich text runs"],
    [5, "heat", "812.25", "2025-04", "2025-04-30", "", "number as text"],
    [7, "recovered-co2", "0.00068", "2024-02", "2024-02-29", "", ""],
  ]);
});

it("tells everything that is wrong in a sheet of LibreOffice at once: where, what stands there, and what is expected", async () => {
  const { lines, errors, errorCount } = await readSheet(savedSheet("libreoffice-faults.xlsx"), activitySheet);
  expect(lines).toEqual([]);
  expect(new Set(errors.map(({ sheet }) => sheet))).toEqual(new Set(["activities"]));
  expect(errorCount).toBe(errors.length);
  const formula = "a value, no formula: paste the values in its place";
  const noDate = "no date: format the cell as text or general";
  const day = "a day, YYYY-MM-DD";
  const month = "a month, YYYY-MM";
  expect(errors.map(inEnglish)).toEqual([
    [2, "amount", "=1500*2", formula],
    [3, "amount", "12.5%", "a number without the percent format"],
    [3, "month", "2025-02-14", `${month}, or the date of its first day`],
    [3, "invoicedOn", "45716", expect.stringContaining(day)],
    [3, "invoiceNumber", "25422000000012300000", expect.stringContaining("more than 15 digits")],
    [4, "kind", "dieselo", expect.stringMatching(/^one of raw-coal, /)],
    [4, "amount", "2025-03-01", noDate],
    [4, "unit", "l", "one of t, MWh, GJ, tCO2"],
    [4, "month", "March", expect.stringContaining("month")],
    [4, "invoicedOn", "31.03.2025", expect.stringContaining(day)],
    [4, "invoiceNumber", "2025-03-01", noDate],
    [5, "amount", "1,234.5", "a decimal"],
    [5, "H", "beside", "nothing beside the table"],
    [5, "kind", "A5:A6", "cells that are not merged"],
    [6, "kind", "", expect.stringMatching(/^one of raw-coal, /)],
    [7, "amount", "=1/0", formula],
  ]);
});

it("counts dates from 1904 where the workbook does, and takes the only visible sheet by any name", async () => {
  const { sheet, lines } = await readSheet(savedSheet("libreoffice-from-1904.xlsx"), activitySheet);
  expect([sheet, lines]).toEqual(["Sheet1", [expect.objectContaining({ line: 2, month: "2025-01", invoicedOn: "2025-01-31" })]]);
});

it("reads what Excel saved: its doubles as the decimals that were typed, shared texts, dates, and rows of nothing but formats", async () => {
  const decimalText = z.string().regex(decimalPattern);
  const values = await readSheet(savedSheet("excel-2007-values.xlsx"), {
    sheet: "values",
    columns: {
      Export: { holds: "text", schema: shortText },
      value: { holds: "number", schema: decimalText },
      comment: { holds: "text", schema: shortText },
    },
    ...limits,
  });
  expect(values.errors).toEqual([]);
  expect(values.lines.map(({ value, comment }) => [value, comment])).toEqual([
    ["23", "he,llo"],
    ["24", "265663.56"],
    ["256", '"rahul,raj"'],
    ["0.00068", "-0.568"],
  ]);
  const people = await readSheet(savedSheet("excel-mac-two-sheets.xlsx"), {
    sheet: "Sheet1",
    columns: {
      string: { holds: "text", schema: shortText },
      "Data di nascita": { holds: "day", schema: plainDate },
      cap: { holds: "number", schema: decimalText },
    },
    ...limits,
  });
  expect(people).toMatchObject({ errors: [], lines: [{ line: 2, string: "string", "Data di nascita": "1986-09-27", cap: "20064" }] });
});

it("reads our table in a package of Excel, with numbers, dates and percentages in Excel's own writing", async () => {
  const clicks = savedSheet("excel-clicks.xlsx");
  const part = "xl/worksheets/sheet1.xml";
  const names = Object.keys(activitySheet.columns);
  const header = names.map((name, at) => `<c r="${"ABCDEFG"[at]}1" s="3" t="inlineStr"><is><t>${name}</t></is></c>`).join("");
  const row = (number: number, amount: string) =>
    `<row r="${number}" spans="1:7" x14ac:dyDescent="0.25"><c r="A${number}" t="inlineStr"><is><t>coke</t></is></c>${amount}<c r="C${number}" t="inlineStr"><is><t>t</t></is></c><c r="D${number}" t="inlineStr"><is><t>2025-01</t></is></c><c r="E${number}" s="2"/></row>`;
  const rows = [
    row(2, '<c r="B2"><v>2.2999999999999998</v></c>'),
    row(3, '<c r="B3" s="1"><v>398503</v></c>'),
    row(4, '<c r="B4" s="4"><v>1.0614725610597661E-3</v></c>'),
    row(5, '<c r="B5"><v>0.30000000000000004</v></c>'),
    row(6, '<c r="B6"><f t="shared" si="0"/><v>1.5</v></c>'),
    row(7, '<c r="B7"><v>123456789012345</v></c>'),
  ];
  const sheetXml = partOf(clicks, part).replace(
    /<sheetData>.*<\/sheetData>/s,
    `<sheetData><row r="1">${header}</row>${rows.join("")}</sheetData>`,
  );
  const { sheet, lines, errors } = await readSheet(withParts(clicks, { [part]: sheetXml }), activitySheet);
  expect(sheet).toBe("ClickThroughRateSheet");
  expect(lines.map(({ line, amount }) => [line, amount])).toEqual([
    [2, "2.3"],
    [3, "398503"],
    [5, "0.3"],
    [7, "123456789012345"],
  ]);
  expect(errors.map(inEnglish)).toEqual([
    [4, "amount", "0.106147256105977%", "a number without the percent format"],
    [6, "amount", "=", "a value, no formula: paste the values in its place"],
  ]);
});

it.for([
  ["excel-with-password.xlsx", "encrypted", "an .xlsx workbook without a password"],
  ["libreoffice-old.xls", ".xls", "an .xlsx workbook: save the table as .xlsx"],
  ["libreoffice.ods", "OpenDocument", "an .xlsx workbook: save the table as .xlsx"],
  ["excel-clicks.xlsx", "", "the header kind"],
])("refuses %s as a whole, and says what to do", async ([name = "", found, expected]) => {
  const { lines, errors } = await readSheet(savedSheet(name), activitySheet);
  expect(lines).toEqual([]);
  expect(inEnglish(errors[0] as SheetError).slice(2)).toEqual([found, expected]);
});
