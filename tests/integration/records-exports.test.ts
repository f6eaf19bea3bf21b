import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { cellsOf, columns, headersIn } from "../../functions/records/exports/formats/columns.ts";
import { checkPresigned } from "../../infra/local-cloud/gateway/presigned.ts";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { readingLog } from "../../shared/members/readings.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { openPackage } from "../../shared/sheets/open-package.ts";
import { sheetRows } from "../../shared/sheets/sheet-rows.ts";
import { findWorksheet } from "../../shared/sheets/workbook.ts";
import { aTrade } from "../support/a-trade.ts";
import type { Answer } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { type ExportsWorld, exportsWorld } from "../support/record-exports.ts";

const begins = "2024-05-06T00:00:00.000Z";
const range = { from: begins, before: "2024-06-01T00:00:00.000Z" };
const linesOf = (records: readonly TradeRecord[]) => records.map((record) => `${canonicalJson(record)}\n`).join("");

let world: ExportsWorld;
beforeAll(async () => {
  world = await exportsWorld();
});

const mill = () => givenMember(world.engine, { role: "enterprise", area: "420704" });
const regulator = (area = "420700") => givenMember(world.engine, { role: "regulator", area });
const post = (as: string, body: object): Promise<Answer> => world.call({ as, method: "POST", path: "/records/exports", body });
const get = (as: string, path: string): Promise<Answer> => world.call({ as, method: "GET", path: `/records/exports${path}` });
function refusal({ status, body }: Answer): [number, string] {
  return [status, String((body as { type: string }).type).replace("/problems/", "")];
}
/** The file of an export that is asked for and written. */
async function fileOf(as: string, body: object): Promise<Buffer> {
  const { exportId } = await world.ask(as, { ...range, ...body });
  await world.work();
  return world.download(as, exportId);
}

describe("an export of trade records", () => {
  it("is written by the job and downloaded by the person who asked", async () => {
    const { subject, partyId } = await mill();
    const records = Array.from({ length: 30 }, (_, place) => aTrade(begins, place, { partyId }));
    await world.record(records);
    const asked = await world.ask(subject, { ...range, format: "jsonl" });
    expect(asked).toMatchObject({ state: "queued", recordsRead: 0, rowsWritten: 0, percentRead: 0 });
    expect(refusal(await get(subject, `/${asked.exportId}/file`))).toEqual([409, "export-not-ready"]);
    await world.work();
    const file = await world.download(subject, asked.exportId);
    expect(file.toString()).toBe(linesOf(records));
    expect(await world.read(subject, asked.exportId)).toMatchObject({
      ...{ state: "ready", recordsRead: 30, rowsWritten: 30, percentRead: 100, bytes: file.length },
      ...{ through: range.before, complete: true, selection: {}, from: range.from, before: range.before },
    });
    expect((await get(subject, "")).body).toMatchObject({ items: [{ exportId: asked.exportId, state: "ready" }] });
  });

  it("says the same as CSV and as a workbook, with headers in the language that was asked for", async () => {
    const { subject, partyId } = await mill();
    const attack = { title: '=HYPERLINK("http://evil.example","x")', projectName: "-2+3", amount: "-25961.00", quantity: "-6" };
    const records = [aTrade(begins, 1, { partyId }), aTrade(begins, 2, { partyId, ...attack })];
    await world.record(records);
    const [header = [], first, second = []] = parse(await fileOf(subject, { format: "csv" }), { bom: true }) as string[][];
    expect(header).toEqual(headersIn("zh"));
    const texts = (record: TradeRecord) => cellsOf(record, "zh").map(({ text }) => text);
    expect(first).toEqual(texts(records[0] as TradeRecord));
    expect(first).toEqual(expect.arrayContaining(["竞价成交", "award", "公开竞价", "auction", "二氧化硫", "SO2"]));
    const at = (zh: string) => second[header.indexOf(zh)];
    expect([at("标题"), at("项目"), at("金额（元）"), at("数量")]).toEqual([`'${attack.title}`, "'-2+3", "-25961.00", "-6"]);

    const files = await openPackage(await fileOf(subject, { format: "xlsx", language: "en" }));
    const rows: Map<number, string>[] = [];
    for await (const event of sheetRows(files, await findWorksheet(files, "Trade records")))
      if ("cells" in event) rows.push(new Map(event.cells.map(({ column, kind, text }) => [column, `${kind} ${text}`])));
    expect([...(rows[0]?.values() ?? [])]).toEqual(headersIn("en").map((name) => `text ${name}`));
    for (const [place, record] of records.entries())
      expect(columns.map((_, column) => rows[place + 1]?.get(column) ?? "")).toEqual(
        cellsOf(record, "en").map(({ text, isNumber }) => (text === "" ? "" : isNumber ? `number ${Number(text)}` : `text ${text}`)),
      );
  });

  it("takes any combination of values, with ranges of price and quantity, and none of the records beside", async () => {
    const someone = await mill();
    const { subject, partyId } = await regulator();
    const base = { partyId: someone.partyId, auctionId: `auction-${randomUUID()}`, kind: "award", price: "4300", quantity: "6" };
    const fits = [aTrade(begins, 1, base), aTrade(begins, 2, { ...base, price: "4200" }), aTrade(begins, 3, { ...base, quantity: "7.5" })];
    const other = { instrument: "permit/COD/liangzi-lake/2025-01/2029-12", pollutant: "COD" };
    const beside = [
      aTrade(begins, 4, { ...base, partyId: randomUUID() }),
      aTrade(begins, 5, { ...base, auctionId: "another" }),
      aTrade(begins, 6, { ...base, kind: "forfeiture" }),
      aTrade(begins, 7, { ...base, ...other }),
      aTrade(begins, 8, { ...base, price: "4199.99" }),
      aTrade(begins, 9, { ...base, quantity: "7.501" }),
      aTrade(begins, -1, base),
      aTrade(range.before, 0, base),
    ];
    const { price: _price, ...priceless } = aTrade(begins, 10, base);
    await world.record([...fits, ...beside, priceless]);
    const values = {
      partyId: someone.partyId,
      auctionId: base.auctionId,
      kind: "award",
      instrument: fits[0]?.instrument,
      pollutant: "SO2",
    };
    const figures = { leastPrice: "4200.00", mostPrice: "4300", leastQuantity: "6", mostQuantity: "7.5" };
    const file = await fileOf(subject, { ...values, ...figures, format: "jsonl", purpose: "Inspection of 2024" });
    expect(file.toString()).toBe(linesOf(fits));
    // Reading another party's data was recorded, with everything that was asked.
    const { items } = await readingLog(world.engine.dynamo, world.engine.tables.Readings).readingsOf(someone.partyId, {});
    expect(items).toMatchObject([
      {
        readerId: partyId,
        operation: "requestExport",
        purpose: "Inspection of 2024",
        asked: { auctionId: base.auctionId, price: "4200..4300" },
      },
    ]);
  });

  it("without records is a header, or nothing", async () => {
    const { subject } = await mill();
    expect((await fileOf(subject, { format: "csv", language: "en" })).toString()).toBe(`\uFEFF${headersIn("en").join(",")}\r\n`);
    expect(await fileOf(subject, { format: "jsonl" })).toHaveLength(0);
  });
});

describe("the range of an export", () => {
  it("ends at the watermark, and says so; one that nothing is settled of is refused", async () => {
    const { subject, partyId } = await mill();
    const now = world.clock.now();
    const settled = aTrade(now, -601, { partyId });
    await world.record([settled, aTrade(now, -600, { partyId }), aTrade(now, -1, { partyId })]);
    const asked = await world.ask(subject, { from: plusSeconds(now, -3_600), before: now, format: "jsonl" });
    expect(asked).toMatchObject({ before: now, through: plusSeconds(now, -600), complete: false });
    await world.work();
    expect((await world.download(subject, asked.exportId)).toString()).toBe(linesOf([settled]));
    const recent = { from: plusSeconds(now, -600), before: now, format: "csv" };
    expect(refusal(await post(subject, recent))).toEqual([409, "range-not-settled"]);
  });

  it("to come, inverted, of an unknown instrument or out of the caller's area is refused with a problem of its own", async () => {
    const { subject } = await mill();
    const district = await regulator("420704");
    const why = { purpose: "Inspection of 2024" };
    const problems = await Promise.all([
      post(subject, { from: begins, before: "2100-01-01T00:00:00.000Z", format: "csv" }),
      post(subject, { from: range.before, before: begins, format: "csv" }),
      post(subject, { ...range, instrument: "permit/SO2/ezhou/1999-01/1999-12", format: "csv" }),
      post(subject, { ...range, instrument: "permit/SO2/ezhou/2027-01/2031-12", pollutant: "COD", format: "csv" }),
      post(subject, { ...range, partyId: "somebody-else", format: "csv" }),
      post(district.subject, { ...range, area: "420702", format: "csv", ...why }),
      post(district.subject, { ...range, area: "420704", format: "csv" }),
      post(subject, { ...range, format: "pdf" }),
      post(subject, { from: begins, format: "csv" }),
    ]);
    expect(problems.map(refusal)).toEqual([
      [409, "instant-to-come"],
      [422, "range-inverted"],
      [422, "instrument-unknown"],
      [422, "instrument-of-other-pollutant"],
      [404, "not-found"],
      [404, "not-found"],
      [422, "purpose-missing"],
      [422, "validation-failed"],
      [422, "validation-failed"],
    ]);
  });
});

describe("the file of an export", () => {
  it("is nobody else's: neither of another member, nor of a colleague, nor of the city's regulator", async () => {
    const owner = await mill();
    const colleague = await givenMember(world.engine, { role: "enterprise", party: owner.party });
    const others = [await mill(), colleague, await regulator(), await givenMember(world.engine, { role: "operator" })];
    const { exportId } = await world.ask(owner.subject, { ...range, format: "csv" });
    await world.work();
    for (const { subject } of others) {
      for (const path of [`/${exportId}`, `/${exportId}/file`]) expect(refusal(await get(subject, path))).toEqual([404, "not-found"]);
      expect((await get(subject, "")).body).toEqual({ items: [] });
    }
    expect((await get(owner.subject, `/${exportId}/file`)).status).toBe(200);
  });

  it("is at an address that ends after minutes, and can be downloaded for days", async () => {
    const { subject } = await mill();
    const { exportId } = await world.ask(subject, { ...range, format: "csv" });
    await world.work();
    const now = world.clock.now();
    const { address, endsAt, name } = (await get(subject, `/${exportId}/file`)).body as Record<string, string>;
    expect([endsAt, name]).toEqual([plusSeconds(now, 600), `trade-records-2024-05-06-2024-06-01-${exportId.slice(0, 8)}.csv`]);
    const url = new URL(String(address));
    const request = { method: "GET", url: url.pathname + url.search, headers: { host: url.host } } as unknown as IncomingMessage;
    expect(checkPresigned(request, "test", Date.parse(String(endsAt)))).toBeUndefined();
    expect(checkPresigned(request, "test", Date.parse(String(endsAt)) + 1)).toMatchObject({ message: "Request has expired" });
    expect(checkPresigned(request, "other", Date.parse(now))).toMatchObject({ code: "SignatureDoesNotMatch" });
    const { expiresAt = "" } = await world.read(subject, exportId);
    const later = await exportsWorld(plusSeconds(expiresAt, -1));
    const last = await later.call({ as: subject, method: "GET", path: `/records/exports/${exportId}/file` });
    expect(last.body).toMatchObject({ endsAt: expiresAt });
    later.clock.moveTo(expiresAt);
    expect(await later.read(subject, exportId)).toMatchObject({ state: "expired" });
    expect(refusal(await later.call({ as: subject, method: "GET", path: `/records/exports/${exportId}/file` }))).toEqual([
      409,
      "export-expired",
    ]);
  });

  it("is not given to an authority that has moved to another area, and neither is what the job has not written yet", async () => {
    const { subject, party, member } = await regulator("420704");
    const why = { purpose: "Inspection of 2024", format: "csv", ...range };
    const written = await world.ask(subject, { ...why, area: "420704" });
    await world.work();
    const waiting = await world.ask(subject, { ...why, area: "420704" });
    const wide = await world.ask(subject, why);
    await givenMember(world.engine, { role: "regulator", party, member: { ...member, area: "420702" } });
    world.clock.moveTo(plusSeconds(world.clock.now(), 11));
    expect(refusal(await get(subject, `/${written.exportId}/file`))).toEqual([404, "not-found"]);
    await world.work();
    for (const { exportId } of [waiting, wide])
      expect(await world.read(subject, exportId)).toMatchObject({ state: "failed", reason: "not-allowed", rowsWritten: 0 });
  });

  it("is not written for a member that was suspended meanwhile, or for a person who acts for another member now", async () => {
    const [suspended, left] = [await mill(), await mill()];
    const [ofSuspended, ofLeft] = [
      await world.ask(suspended.subject, { ...range, format: "csv" }),
      await world.ask(left.subject, { ...range, format: "csv" }),
    ];
    const { party, member } = suspended;
    await givenMember(world.engine, { role: "enterprise", party: { ...party, standing: "suspended" }, member });
    await givenMember(world.engine, { role: "enterprise", area: "420704", member: { subject: left.subject } });
    await world.work();
    world.clock.moveTo(plusSeconds(world.clock.now(), 11));
    const failed = { state: "failed", reason: "not-allowed" };
    expect(await world.read(suspended.subject, ofSuspended.exportId)).toMatchObject(failed);
    expect(await world.ports.own.export(left, ofLeft.exportId)).toMatchObject(failed);
    // Under another member, the person finds none of what it asked for under the first.
    expect(refusal(await get(left.subject, `/${ofLeft.exportId}`))).toEqual([404, "not-found"]);
    expect((await get(left.subject, "")).body).toEqual({ items: [] });
  });
});

describe("exports of one person", () => {
  it("may be unfinished up to a number, then a further one is refused", async () => {
    const { subject } = await mill();
    for (let asked = 0; asked < 5; asked += 1) await world.ask(subject, { ...range, format: "csv" });
    expect(refusal(await post(subject, { ...range, format: "csv" }))).toEqual([409, "exports-unfinished"]);
    await world.work();
    await world.ask(subject, { ...range, format: "csv" });
    await world.work();
  });

  it("are asked for once with the same key", async () => {
    const { subject } = await mill();
    const request = {
      as: subject,
      method: "POST",
      path: "/records/exports",
      body: { ...range, format: "csv" },
      key: randomUUID(),
    } as const;
    const [first, second] = [await world.call(request), await world.call(request)];
    expect(second.body).toEqual(first.body);
    expect((await get(subject, "")).body).toMatchObject({ items: [{ state: "queued" }] });
    await world.work();
  });
});
