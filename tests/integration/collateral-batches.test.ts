import { beforeAll, describe, expect, it } from "vitest";
import { draftBatch } from "../../functions/collateral/batches/draft-batch.ts";
import { batchColumns, batchSheet } from "../../functions/collateral/batches/shapes.ts";
import { collateralOwnPorts } from "../../functions/collateral/ports.ts";
import { lettersOf } from "../../shared/sheets/column-letters.ts";
import { templateWorkbook } from "../../shared/sheets/write-sheet.ts";
import { CollateralWorld, type Pledgor, type Someone } from "../support/collateral-world.ts";
import { doomedClient, untilKilled } from "../support/doomed.ts";
import { engineWithOwn } from "../support/engine.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { partOf, withParts } from "../support/workbooks.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

describe("a batch of pledges", () => {
  let world: CollateralWorld;
  beforeAll(async () => {
    world = await CollateralWorld.open(engineWithOwn("Collateral"));
  });

  /** A row in JSON. */
  function row({ creditCode, account, instrument }: Pledgor, quantity: string, more: object = {}) {
    return {
      ...{ pledgorCreditCode: creditCode, account, instrument, quantity, amountKind: "principal", amountCny: "100" },
      ...{ contractNumber: "B-1", contractDate: "2026-03-01", contractSha256: sha, consentSha256: sha },
      ...{ from: "2026-03-01", until: "2027-02-28", appraisedCny: "1000", appraisedOn: "2026-03-01" },
      ...more,
    };
  }
  const imports = (bank: Someone, body: object) => ({ as: bank.subject, method: "POST", path: "/collateral/batches", body }) as const;
  function csv(rows: readonly Record<string, string>[]): string {
    const names = Object.keys(batchColumns);
    const lines = rows.map((each) => names.map((name) => each[name] ?? "").join(","));
    return Buffer.from([names.join(","), ...lines].join("\n")).toString("base64");
  }
  /** The same rows as a workbook: texts and days as text, numbers as numbers. */
  function xlsx(rows: readonly Record<string, string>[]): string {
    const columns = Object.entries(batchColumns);
    const names = columns.map(([name]) => ({ name, asText: false, zh: name, en: name, example: "" }));
    const empty = templateWorkbook({ sheet: batchSheet.sheet, columns: names });
    const cell = (at: string, value: string, isNumber: boolean) =>
      isNumber ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const lines = rows.map((each, place) => {
      const cells = columns.map(([name, { holds }], column) => {
        const value = each[name] ?? "";
        return value === "" ? "" : cell(`${lettersOf(column)}${place + 2}`, value, holds === "number");
      });
      return `<row r="${place + 2}">${cells.join("")}</row>`;
    });
    const part = "xl/worksheets/sheet1.xml";
    const filled = partOf(empty, part).replace("</sheetData>", `${lines.join("")}</sheetData>`);
    return Buffer.from(withParts(empty, { [part]: filled })).toString("base64");
  }
  const drafted = async (bank: Someone) =>
    (await world.read(bank.subject, "/collateral/pledges?limit=100")).items as { pledgeId: string }[];

  it("is drafted page by page once it is accepted, and shows how far it is", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("40")];
    const rows = Array.from({ length: 35 }, (_, place) => row(firm, "1", { contractNumber: `B-${place}` }));
    const accepted = await world.done(imports(bank, { rows }));
    expect(accepted).toMatchObject({ state: "drafting", rows: 35, drafted: 0 });
    expect(await drafted(bank)).toEqual([]);
    const batchId = String(accepted.batchId);
    // Killed at each of its requests, and run again by another: nothing is lost and nothing is drafted twice.
    for (let at = 1; at <= 9; at += 1) {
      const dynamo = doomedClient(world.engine.endpoint, { at, after: at % 2 === 0 });
      const ports = collateralOwnPorts({ dynamo, clock: world.clock, tables: world.engine.tables });
      await untilKilled(() => draftBatch(ports, batchId));
    }
    await Promise.all([draftBatch(world.ports, batchId), draftBatch(world.ports, batchId)]);
    expect(await world.read(bank.subject, `/collateral/batches/${batchId}`)).toMatchObject({ state: "drafted", drafted: 35 });
    expect(await drafted(bank)).toHaveLength(35);
    const first = await world.read(bank.subject, `/collateral/batches/${batchId}/pledges?limit=2`);
    expect(first).toMatchObject({ items: [{ row: 1 }, { row: 2 }] });
    const facts = await statedFacts(
      world.engine,
      ({ parties, factType }) => parties.includes(bank.partyId) && factType === "pledge-drafted",
      ["Collateral"],
    );
    expect(facts).toHaveLength(35);
    const [{ pledgeId }] = first.items as [{ pledgeId: string }];
    await world.done(world.step(firm, pledgeId, "confirmation"));
    expect(await world.done(world.step(bank, pledgeId, "registration"))).toMatchObject({ state: "registered" });
  });

  it("with any error is told all of them at once, by row and column, and stores nothing", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    const good = row(firm, "2") as Record<string, string>;
    const file = csv([
      good,
      { ...good, quantity: "0" },
      { ...good, until: "2030-01-31" },
      { ...good, amountCny: "900.01", amountKind: "loan" },
      { ...good, amountCny: "900.01" },
      { ...good, quantity: "9" },
      { ...good, pledgorCreditCode: "91420700MA0000015E" },
    ]);
    const refused = await world.refused(imports(bank, { file }));
    expect(refused.code).toBe("batch-has-errors");
    const errors = refused.cellErrors as { row: number; column: string }[];
    expect(errors.map(({ row: line, column }) => `${line} ${column}`).sort()).toEqual([
      ...["3 quantity", "4 until", "5 amountKind", "6 amountCny", "7 quantity", "8 account"],
    ]);
    expect(refused.refused).toBe(6);
    expect(await drafted(bank)).toEqual([]);
  });

  it("is told every rule about what it asks for that one row breaks, in whatever form it comes", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    const good = row(firm, "2") as Record<string, string>;
    const rows = [good, { ...good, quantity: "11.0001", until: "2030-01-31", amountCny: "900.01" }, { ...good, quantity: "11" }];
    for (const [body, first] of [
      [{ rows }, 1],
      [{ file: csv(rows) }, 2],
      [{ file: xlsx(rows) }, 2],
    ] as const) {
      const refused = await world.refused(imports(bank, body));
      const errors = refused.cellErrors as { row: number; column: string; expected: string }[];
      expect(errors.map(({ row: line, column }) => `${line - first} ${column}`)).toEqual([
        ...["1 quantity", "1 until", "1 amountCny", "2 quantity"],
      ]);
      expect(refused).toMatchObject({ code: "batch-has-errors", refused: 4 });
    }
    expect(await drafted(bank)).toEqual([]);
  });

  it("has a thousand rows at most, and is refused whole for the last of them", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("1000")];
    const rows = Array.from({ length: 1_000 }, (_, place) => row(firm, "1", { contractNumber: `B-${place}` }) as Record<string, string>);
    const [last] = rows.slice(-1);
    const wrong = [...rows.slice(0, -1), { ...last, amountCny: "900.01" }] as Record<string, string>[];
    const more = [...rows, ...rows.slice(0, 1)];
    expect(await world.refused(imports(bank, { rows: more }))).toMatchObject({ code: "validation-failed" });
    expect(await world.refused(imports(bank, { file: csv(more) }))).toMatchObject({ code: "batch-has-errors" });
    expect(await world.refused(imports(bank, { file: csv(wrong) }))).toMatchObject({
      ...{ code: "batch-has-errors", refused: 1, cellErrors: [{ row: 1_001, column: "amountCny" }] },
    });
    expect(await drafted(bank)).toEqual([]);
    expect(await world.done(imports(bank, { file: csv(rows) }))).toMatchObject({ state: "drafting", rows: 1_000 });
  });

  it("is the same as JSON, CSV and XLSX", async () => {
    const drafts = [];
    for (const form of ["rows", "csv", "xlsx"] as const) {
      const [bank, firm] = [await world.bank(), await world.pledgor("10")];
      const rows = ["2", "3.5"].map((quantity) => row(firm, quantity) as Record<string, string>);
      const body = form === "rows" ? { rows } : { file: form === "csv" ? csv(rows) : xlsx(rows) };
      const { batchId } = await world.done(imports(bank, body));
      await draftBatch(world.ports, String(batchId));
      const pledges = (await drafted(bank)) as unknown as { parts: { quantity: string }[]; amountCny: string; until: string }[];
      drafts.push(pledges.map(({ parts, amountCny, until }) => `${parts[0]?.quantity} t for ${amountCny} until ${until}`).sort());
    }
    const expected = ["2 t for 100.00 until 2027-02-28", "3.5 t for 100.00 until 2027-02-28"];
    expect(drafts).toEqual([expected, expected, expected]);
  });

  it("of the same rows is imported once, whatever the key; more than is free of a position in all is refused", async () => {
    const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const file = csv([row(firm, "6") as Record<string, string>]);
    const { batchId } = await world.done(imports(bank, { file }));
    expect(await world.refused(imports(bank, { file }))).toMatchObject({ code: "batch-imported", batchId });
    expect(await world.done(imports(other, { file }))).toMatchObject({ rows: 1 });
    expect(await world.refused({ as: other.subject, method: "GET", path: `/collateral/batches/${batchId}` })).toMatchObject({
      code: "not-found",
    });
    const together = await world.refused(imports(bank, { rows: [row(firm, "6"), row(firm, "5", { contractNumber: "B-2" })] }));
    expect(together).toMatchObject({ cellErrors: [{ row: 2, column: "quantity" }] });
    expect(await world.refused(imports(bank, { rows: [row(firm, "1")], file }))).toMatchObject({ code: "validation-failed" });
  });
});
