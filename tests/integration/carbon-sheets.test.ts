import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../shared/kernel/ids.ts";
import { type CarbonOffice, type Entity, openCarbonOffice } from "../support/carbon-office.ts";
import { partOf, savedSheet, withParts } from "../support/workbooks.ts";

interface Told {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly found: string;
  readonly expected: { readonly zh: string; readonly en: string };
}

describe("the sheet of an annual report", () => {
  let office: CarbonOffice;
  beforeAll(async () => {
    office = await openCarbonOffice();
  });
  const upload = ({ subject, reportId }: Entity, file: Uint8Array | string, more: object = {}) => {
    const sheet = { file: Buffer.from(file).toString("base64") };
    return { as: subject, method: "POST", path: `/carbon/reports/${reportId}/sheet`, body: { sheet, ...more } } as const;
  };
  const reading = ({ subject, reportId }: Entity) => ({ as: subject, method: "GET", path: `/carbon/reports/${reportId}` }) as const;
  const told = (refusal: Record<string, unknown>) =>
    (refusal.cellErrors as readonly Told[]).map(({ row, column, found, expected }) => [row, column, found, expected.en]);
  const header = "entry,name,direction,amount,unit,explanation,number,seller,month";

  it("saved by LibreOffice becomes the draft: activities with their invoices, generation, output and days", async () => {
    const entity = await office.entity();
    const preparedBy = [{ name: "咨询公司", creditCode: "91420100MA4KLA5Q0X" }];
    const drafted = await office.done(upload(entity, savedSheet("libreoffice-report.xlsx"), { preparedBy }));
    expect(drafted).toMatchObject({ state: "draft", reportVersion: 1 });
    const seller = "国网湖北省电力有限公司";
    expect(drafted.values).toEqual({
      lines: [
        { kind: "raw-coal", amount: "3000", unit: "t", invoices: [] },
        {
          ...{ kind: "electricity", amount: "10000", unit: "MWh" },
          invoices: [
            { number: "25422000000012345678", seller, month: "2025-01", amount: "2500.5", unit: "MWh" },
            { number: "25422000000012345679", seller, month: "2025-02", amount: "7499.5", unit: "MWh" },
          ],
        },
        { kind: "electricity", direction: "out", amount: "120.25", unit: "MWh", invoices: [] },
        { kind: "diesel", amount: "20", unit: "t", invoices: [] },
      ],
      generated: [{ kind: "electricity", amount: "300", unit: "MWh" }],
      outputs: [{ product: "瓦楞纸 corrugated", amount: "41000.125", unit: "t" }],
      productionDays: 330,
      evidence: [],
      preparedBy,
    });
    expect((await office.ask(reading(entity))).body).toMatchObject({ values: drafted.values });
  });

  it("with wrong cells is refused with all of them at once, by sheet, row and column, and nothing is stored", async () => {
    const entity = await office.entity();
    const refusal = await office.refused(upload(entity, savedSheet("libreoffice-report-wrong.xlsx")));
    expect(refusal).toMatchObject({ code: "sheet-has-errors", sheet: "report", refused: 10, source: expect.anything() });
    expect((refusal.cellErrors as readonly Told[])[0]).toEqual({
      ...{ sheet: "report", row: 2, column: "amount", found: "=1500*2" },
      expected: { zh: expect.stringContaining("公式"), en: expect.stringContaining("no formula") },
    });
    expect(told(refusal)).toEqual([
      [2, "amount", "=1500*2", expect.anything()],
      [3, "amount", "12.5%", "a number without the percent format"],
      [4, "number", "25422000000012300000", expect.stringContaining("more than 15 digits")],
      [4, "month", "2025-01-15", expect.stringContaining("a month, YYYY-MM")],
      [5, "name", "heat", expect.stringContaining("an invoice of an activity row")],
      [6, "amount", "1,200", expect.stringContaining("a decimal string")],
      [6, "name", "peat", expect.stringMatching(/^one of raw-coal, /)],
      [7, "entry", "activites", expect.stringMatching(/^one of activity, /)],
      [8, "entry", "A8:C8", "cells that are not merged"],
      [8, "amount", "400", "a whole number from 0 to 366"],
    ]);
    expect((await office.ask(reading(entity))).status).toBe(404);
  });

  it("with values that no report may have is refused at the cells that hold them", async () => {
    const entity = await office.entity();
    const rows = [
      "activity,diesel,,20,MWh,,,,",
      "activity,electricity,,100,MWh,,,,",
      "invoice,electricity,,10,MWh,,A 1,Grid,2025-03",
      "invoice,electricity,,10,MWh,,a1,Grid,2026-03",
      "activity,electricity,out,150,MWh,,,,",
    ];
    const refusal = await office.refused(upload(entity, [header, ...rows].join("\r\n")));
    expect(refusal).toMatchObject({ code: "sheet-has-errors", sheet: "", refused: 4 });
    expect(told(refusal)).toEqual([
      [2, "unit", "MWh", expect.stringContaining("a unit of")],
      [5, "number", "Grid a1", expect.stringContaining("each invoice once")],
      [5, "month", "2026-03", expect.stringContaining("a month up to")],
      [6, "amount", "150 MWh", expect.stringContaining("at most what was bought")],
    ]);
    expect((await office.ask(reading(entity))).status).toBe(404);
  });

  it("is bound like the report: one list of days, cells of other entries blank, and something that was used", async () => {
    const entity = await office.entity();
    const rows = ["days,,,330,d,,,,", "days,,,331,d,,,,", "output,paper,,1,t,,A 1,,", "generation,diesel,,1,t,,,,"];
    expect(told(await office.refused(upload(entity, [header, ...rows].join("\n"))))).toEqual([
      [3, "entry", "days 331", "one row of days"],
      [4, "number", "A 1", "nothing in a row of this entry"],
      [5, "name", "diesel", "one of electricity, heat"],
    ]);
    expect(told(await office.refused(upload(entity, `${header}\ndays,,,330,d,,,,`)))).toEqual([[0, "", "", "at least 1 element"]]);
  });

  it("replaces a draft, keeps the names of evidence in the call, and is another entity's for nobody", async () => {
    const [entity, other] = [await office.entity(), await office.entity()];
    const row = "activity,diesel,,20,t,,,,";
    await office.done(upload(entity, `${header}\n${row}`));
    await office.done(upload(entity, `${header}\n${row.replace("20", "21")}`));
    expect((await office.ask(reading(entity))).body).toMatchObject({ reportVersion: 1, values: { lines: [{ amount: "21" }] } });
    const evidence = [{ sha256: sha256("nothing"), what: "invoice" }];
    expect(await office.refused(upload(entity, `${header}\n${row}`, { evidence }))).toMatchObject({ code: "evidence-not-uploaded" });
    expect((await office.ask({ ...upload(entity, header), as: other.subject })).status).toBe(404);
  });

  it("too large for a call is uploaded as evidence before, and named by its SHA-256", async () => {
    const entity = await office.entity();
    const file = `${header}\nactivity,diesel,,20,t,,,,`;
    const digest = sha256(file);
    const named = { ...upload(entity, ""), body: { sheet: { sha256: digest } } };
    const missing = (found: string) => ({
      code: "evidence-not-uploaded",
      documents: [{ sha256: digest, pointer: "/sheet/sha256", found }],
    });
    expect(await office.refused(named)).toMatchObject(missing("not announced"));
    const announced = { sha256: digest, bytes: file.length, contentType: "text/csv", name: "report.csv" };
    const announcing = { as: entity.subject, method: "POST", path: "/carbon/evidence", body: announced } as const;
    const { address, method, headers } = (await office.done(announcing)) as {
      address: string;
      method: string;
      headers: Record<string, string>;
    };
    expect(await office.refused(named)).toMatchObject(missing("not uploaded"));
    await fetch(address, { method, headers, body: file });
    expect(await office.done(named)).toMatchObject({ values: { lines: [{ kind: "diesel" }] } });
  });

  it("has templates, as XLSX and CSV, that are read back when they are filled in", async () => {
    const entity = await office.entity();
    const template = async (name: string) => office.ask({ as: entity.subject, method: "GET", path: `/carbon/templates/${name}` });
    const workbook = await template("report.xlsx");
    const bytes = Buffer.from(workbook.text, "base64");
    const part = "xl/worksheets/sheet1.xml";
    const cell = (at: string, text: string) => `<c r="${at}2" t="inlineStr"><is><t>${text}</t></is></c>`;
    const row = `<row r="2">${cell("A", "activity")}${cell("B", "diesel")}<c r="D2"><v>20</v></c>${cell("E", "t")}</row>`;
    const filled = withParts(bytes, { [part]: partOf(bytes, part).replace("</sheetData>", `${row}</sheetData>`) });
    const drafted = await office.done(upload(entity, filled));
    const { text } = await template("report.csv");
    expect(text).toBe(`\uFEFF${header}\r\n`);
    expect((await office.done(upload(entity, `${text}activity,diesel,,20,t,,,,`))).values).toEqual(drafted.values);
    expect((await template("report.ods")).status).toBe(422);
  });
});
