import { beforeAll, describe, expect, it } from "vitest";
import { csv } from "../../functions/records/exports/formats/csv.ts";
import type { ExportAsked } from "../../functions/records/exports/formats/format.ts";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { openPackage } from "../../shared/sheets/open-package.ts";
import { leastPartBytes } from "../../shared/store/uploads.ts";
import { aTrade } from "../support/a-trade.ts";
import { givenMember } from "../support/members.ts";
import { type ExportsWorld, exportsWorld } from "../support/record-exports.ts";

const begins = "2022-05-09T00:00:00.000Z";
const range = { from: begins, before: "2022-06-01T00:00:00.000Z" };
const most = 8_000;
/** With so many bytes each they fill several parts. */
const title = "出让".repeat(350);

describe("an export of 8,000 records", () => {
  let world: ExportsWorld;
  let owner: { readonly subject: string; readonly partyId: string };
  let records: readonly TradeRecord[];
  beforeAll(async () => {
    world = await exportsWorld();
    owner = await givenMember(world.engine, { role: "enterprise", area: "420704" });
    const { partyId } = owner;
    records = Array.from({ length: most }, (_, place) => aTrade(begins, place, { partyId, title, amount: `${place}.50` }));
    await world.recordForParty(records, partyId);
  }, 300_000);

  /** Writes an export in steps of 1,600 records. */
  async function written(format: string) {
    const { exportId } = await world.ask(owner.subject, { ...range, format });
    await world.work({ records: 1_600, bytes: leastPartBytes });
    expect(await world.read(owner.subject, exportId)).toMatchObject({ state: "ready", recordsRead: most, rowsWritten: most });
    const row = await world.ports.own.export(owner, exportId);
    return { file: await world.download(owner.subject, exportId), parts: row?.parts.length ?? 0, steps: row?.step ?? 0 };
  }

  it("is the same bytes as a plain computation, in parts, as JSON lines and as CSV", async () => {
    const lines = await written("jsonl");
    expect(sha256(lines.file)).toBe(sha256(records.map((record) => `${canonicalJson(record)}\n`).join("")));
    expect(lines.parts).toBeGreaterThan(2);
    const asked: ExportAsked = { area: "420700", selection: {}, ...range, language: "zh" };
    const plain = Buffer.concat([csv.begin(asked).bytes, csv.rows(asked, null, records).bytes]);
    expect(sha256((await written("csv")).file)).toBe(sha256(plain));
  }, 300_000);

  it("is a sound workbook that was written in several steps", async () => {
    const { file, steps } = await written("xlsx");
    expect(steps).toBeGreaterThan(4);
    const files = await openPackage(file);
    let rows = 0;
    let checked = "";
    for await (const piece of files.textOf("xl/worksheets/sheet1.xml")) {
      // Checksum and size of the whole part are compared at its end.
      checked = (checked + piece).slice(-100);
      rows += piece.split("<row ").length - 1;
    }
    expect(checked.endsWith("</sheetData></worksheet>")).toBe(true);
    expect(rows).toBeGreaterThan(most - 100);
  }, 300_000);
});
