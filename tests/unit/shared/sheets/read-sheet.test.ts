import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { bilingual } from "../../../../shared/kernel/message.ts";
import { readSheet } from "../../../../shared/sheets/read-sheet.ts";
import { templateCsv, templateWorkbook } from "../../../../shared/sheets/write-sheet.ts";
import { activityColumns, activitySheet, activityWorkbook, partOf, withParts } from "../../../support/workbooks.ts";

const worksheet = "xl/worksheets/sheet1.xml";
const names = Object.keys(activityColumns);
const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const coke = (row: number, amount = "1") =>
  `<row r="${row}">${text(`A${row}`, "coke")}<c r="B${row}"><v>${amount}</v></c>${text(`C${row}`, "t")}${text(`D${row}`, "2025-01")}</row>`;

/** What is wrong with a file, in English. */
async function faultsOf(file: Uint8Array, limits: Partial<typeof activitySheet> = {}) {
  const { lines, errors, errorCount } = await readSheet(file, { ...activitySheet, ...limits });
  return {
    lines: lines.length,
    errorCount,
    errors: errors.map(({ row, column, found, expected }) => [row, column, found, bilingual(expected).en]),
  };
}
const whole = (found: unknown, expected: unknown) => ({ lines: 0, errorCount: 1, errors: [[0, "", found, expected]] });

describe("a CSV file", () => {
  it("is read by the same columns, and tells the same errors at their lines", async () => {
    const csv = `\uFEFF${names.join()}\r\ncoke,1.5,t,2025-01,,,"a, b"\r\n\r\ncoke,=1+1,t,2025-13,,,\r\ncoke,1\r\n`;
    const { sheet, lines } = await readSheet(strToU8(csv), activitySheet);
    expect([sheet, lines]).toEqual(["", [expect.objectContaining({ line: 2, amount: "1.5", note: "a, b" })]]);
    expect(await faultsOf(strToU8(csv))).toMatchObject({
      lines: 1,
      errors: [
        [4, "amount", "=1+1", "a decimal"],
        [4, "month", "2025-13", expect.stringContaining("month")],
        [5, "", "2", "a line has 7 fields"],
      ],
    });
  });

  it("is refused for its encoding, another header, no lines and malformed quotes", async () => {
    expect(await faultsOf(Buffer.from(`${names.join()}\nÖl`, "latin1"))).toEqual(whole("", "a file is in UTF-8"));
    expect(await faultsOf(strToU8(`kind,amout\ncoke,1`))).toMatchObject({
      errors: [[1, "B", "amout", "the header amount"], [1, "C", "", "the header unit"], {}, {}, {}, {}],
    });
    expect(await faultsOf(strToU8(names.join()))).toEqual(whole("", "rows below the header"));
    expect(await faultsOf(strToU8(`${names.join()}\n"coke`))).toMatchObject({
      lines: 0,
      errors: [[expect.any(Number), "", "", "malformed quoting or line"]],
    });
  });
});

describe("a template", () => {
  const columns = names.map((name) => ({ name, asText: true, zh: `列 ${name}`, en: `<${name}> & "more"`, example: "1" }));

  it("is read back with nothing in it, and with what is filled in", async () => {
    const template = templateWorkbook({ sheet: "activities", columns });
    expect(await faultsOf(template)).toEqual(whole("", "rows below the header"));
    expect(
      await faultsOf(withParts(template, { [worksheet]: partOf(template, worksheet).replace("</sheetData>", `${coke(2)}</sheetData>`) })),
    ).toEqual({ lines: 1, errorCount: 0, errors: [] });
    expect(templateWorkbook({ sheet: "activities", columns })).toEqual(template);
  });

  it("is a CSV file, too", async () => {
    expect(await faultsOf(strToU8(`${templateCsv({ sheet: "activities", columns })}coke,1,t,2025-01,,,`))).toEqual({
      lines: 1,
      errorCount: 0,
      errors: [],
    });
  });
});

describe("a workbook", () => {
  it("tells the first errors, as many as are asked for, and counts all", async () => {
    const rows = [2, 3, 4, 5].map((row) => coke(row, "x")).join("");
    expect(await faultsOf(activityWorkbook(rows), { mostErrors: 2 })).toMatchObject({
      lines: 0,
      errorCount: 4,
      errors: [
        [2, "amount"],
        [3, "amount"],
      ].map((at) => expect.arrayContaining(at)),
    });
  });

  it("has at most as many rows as the table takes; blank ones don't count", async () => {
    const blank = '<row r="5"><c r="A5" s="1"/></row><row r="6"/>';
    expect(await faultsOf(activityWorkbook(coke(2) + coke(3) + coke(4) + blank), { mostLines: 3 })).toEqual({
      lines: 3,
      errorCount: 0,
      errors: [],
    });
    expect(await faultsOf(activityWorkbook(coke(2) + coke(3) + coke(4)), { mostLines: 2 })).toEqual(whole("> 2", "at most 2 rows"));
  });

  it("may leave out references, name prefixes and declare strict namespaces", async () => {
    const rows =
      '<x:row xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:c t="str"><x:v>coke</x:v></x:c><x:c><x:v>1E-3</x:v></x:c><x:c t="inlineStr"><x:is><x:t>t</x:t></x:is></x:c><x:c t="d"><x:v>2025-01-01T00:00:00</x:v></x:c></x:row>';
    const { lines, errors } = await readSheet(activityWorkbook(rows), activitySheet);
    expect(errors).toEqual([]);
    expect(lines).toMatchObject([{ line: 2, kind: "coke", amount: "0.001", month: "2025-01" }]);
  });

  it("is refused where its cells don't say clearly where they stand", async () => {
    const expected = "rows and cells in their order";
    expect(await faultsOf(activityWorkbook(coke(3) + coke(2)))).toEqual(whole("2", expected));
    expect(await faultsOf(activityWorkbook(`<row r="2">${text("A2", "coke")}${text("A2", "diesel")}</row>`))).toEqual(whole("0", expected));
    expect(await faultsOf(activityWorkbook(`<row r="2">${text("A3", "coke")}</row>`))).toEqual(whole("A3", expected));
    expect(await faultsOf(activityWorkbook('<row r="2000000"/>'))).toEqual(whole("2000000", expected));
  });

  it("tells cells of texts that are not there and of numbers that are none", async () => {
    const cells = `${text("A2", "coke")}<c r="B2"><v>NaN</v></c><c r="C2" t="s"><v>7</v></c><c r="D2" t="e"><v>#N/A</v></c>`;
    expect((await faultsOf(activityWorkbook(`<row r="2">${cells}</row>`))).errors).toEqual([
      [2, "amount", "NaN", "a readable value"],
      [2, "unit", "7", "a readable value"],
      [2, "month", "#N/A", "a value, no error"],
    ]);
  });

  it("is refused with several sheets of other names, with hidden ones only, with macros and as binary workbook", async () => {
    const file = activityWorkbook(coke(2));
    const workbook = partOf(file, "xl/workbook.xml");
    const relations = partOf(file, "xl/_rels/workbook.xml.rels");
    const sheetNames = (change: (xml: string) => string) => withParts(file, { "xl/workbook.xml": change(workbook) });
    const named = "a visible worksheet named activities";
    expect(await faultsOf(sheetNames((xml) => xml.replace("activities", "data")))).toEqual(whole("data, 说明 Notes", named));
    expect(await faultsOf(sheetNames((xml) => xml.replaceAll("<sheet ", '<sheet state="hidden" ')))).toEqual(whole("", named));
    const macros = relations.replace(
      "</Relationships>",
      '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
    );
    expect(await faultsOf(withParts(file, { "xl/_rels/workbook.xml.rels": macros }))).toEqual(
      whole("vbaProject", "a workbook without macros, saved as .xlsx"),
    );
    const binary = partOf(file, "_rels/.rels").replace("workbook.xml", "workbook.bin");
    expect(await faultsOf(withParts(file, { "_rels/.rels": binary }))).toEqual(
      whole("xl/workbook.bin", "an .xlsx workbook: save the table as .xlsx"),
    );
  });

  it("is refused if it is damaged: cut off, without its sheet, with other bytes, ill-formed or with a document type", async () => {
    const file = activityWorkbook(coke(2));
    const expected = "an undamaged XLSX workbook";
    expect(await faultsOf(file.slice(0, -40))).toEqual(whole(expect.any(String), expected));
    expect(await faultsOf(withParts(file, { [worksheet]: undefined }))).toEqual(whole(`no ${worksheet}`, expected));
    expect(await faultsOf(activityWorkbook("<row>"))).toEqual(whole(expect.stringContaining("unexpected close tag"), expected));
    const bomb = `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>`;
    expect(await faultsOf(withParts(file, { [worksheet]: bomb }))).toEqual(whole("<!DOCTYPE>", expected));
    const stored = Buffer.from(zipSync(unzipSync(file), { level: 0 }));
    stored.write("dose", stored.indexOf("coke"));
    expect(await faultsOf(stored)).toEqual(whole(`${worksheet}: wrong checksum`, expected));
  });
});

describe("a file that is too large", () => {
  it("is refused by its size, before anything is read", async () => {
    expect(await faultsOf(new Uint8Array(2 * 1024 * 1024 + 1))).toEqual(whole("2049 KiB", "a file of at most 2048 KiB"));
  });

  it("is refused as a bomb by what it declares: a sheet of 100 MB, high ratios, many files", async () => {
    const file = activityWorkbook(coke(2));
    const spaces = (bytes: number) => withParts(file, { [worksheet]: `<worksheet>${" ".repeat(bytes)}</worksheet>` });
    expect(await faultsOf(declaring(file, 100_000_000))).toEqual(whole("96 MiB", "a workbook that expands to at most 64 MiB"));
    expect(await faultsOf(spaces(2_000_000))).toEqual(
      whole(expect.stringContaining("→ 2000023 bytes"), "files that expand to at most 100 times their size"),
    );
    const many = zipSync(Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`${at}`, new Uint8Array()])), { level: 0 });
    expect(await faultsOf(many)).toEqual(whole("1001 files", "a workbook of at most 1000 files"));
  });

  it("is refused as a bomb if it expands to more than it declares", async () => {
    const file = activityWorkbook(`${coke(2)}<!--${" ".repeat(200_000)}-->`);
    expect(await faultsOf(declaring(file, 1_000))).toEqual(
      whole(expect.stringContaining("too many bytes in the stream"), "an undamaged XLSX workbook"),
    );
  });
});

/** The same file with another size of its sheet in both headers of the ZIP. */
function declaring(file: Uint8Array, bytes: number): Uint8Array {
  const changed = Buffer.from(file);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(partOf(file, worksheet).length);
  for (let at = changed.indexOf(size); at >= 0; at = changed.indexOf(size, at + 4)) changed.writeUInt32LE(bytes, at);
  return changed;
}
