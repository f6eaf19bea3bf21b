import { randomUUID } from "node:crypto";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { api as disclosureApi } from "../../functions/collateral/api-disclosure.ts";
import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { partyAccount } from "../../shared/ledger/account.ts";
import { readingLog } from "../../shared/members/readings.ts";
import { putItems } from "../../shared/store/client.ts";
import type { Answer, Door } from "../support/front-door.ts";
import { aTradeRecord, givenRecords } from "../support/given-records.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { type RecordsWorld, recordsWorld } from "../support/records.ts";
import { recordsDoor } from "../support/records-door.ts";

type Body = Record<string, unknown>;
type Someone = Awaited<ReturnType<typeof givenMember>>;

let world: RecordsWorld;
let call: Door;
beforeAll(async () => {
  world = await recordsWorld();
  call = recordsDoor(await grantedOn(world.engine, world.clock), [disclosureApi]);
});

function read({ subject }: Pick<Someone, "subject">, path: string): Promise<Answer> {
  return call({ as: subject, method: "GET", path });
}
async function itemsOf(who: Pick<Someone, "subject">, path: string): Promise<readonly Body[]> {
  const answer = await read(who, path);
  expect(answer).toMatchObject({ status: 200 });
  return (answer.body as { readonly items: readonly Body[] }).items;
}
function readingsOf(firm: Someone): Promise<readonly Body[]> {
  return itemsOf(firm, "/collateral/own/readings?limit=100");
}
function problem(status: number, code: string): Body {
  return { status, body: { type: `/problems/${code}` } };
}

/** A firm of Huarong with trades, and those who may read them. */
async function scene(trades = 3) {
  const firm = await givenMember(world.engine, { role: "enterprise", area: "420703" });
  const regulator = await givenMember(world.engine, { role: "regulator", area: "420703" });
  const auctionId = randomUUID();
  const records = Array.from({ length: trades }, (_, second) =>
    aTradeRecord({
      ...{ parties: [firm.partyId], areas: ["420703"], auctionId },
      occurredAt: plusSeconds("2026-02-01T00:00:00.000Z", second),
    }),
  );
  await givenRecords(world.engine, ...records);
  const of = `/records/trades?partyId=${firm.partyId}`;
  return { firm, regulator, records, auctionId, of };
}

describe("reading another party's trade records", () => {
  it("asks for a purpose, is recorded once a query before it is answered, and the party sees who, what, when and why", async () => {
    const { firm, regulator, of } = await scene();
    expect(await read(regulator, of)).toMatchObject(problem(422, "purpose-missing"));
    expect(await readingsOf(firm)).toEqual([]);
    const asked = `${of}&kind=award&limit=1&purpose=${encodeURIComponent("检查 2026")}`;
    const first = await read(regulator, asked);
    const second = await read(regulator, `${asked}&cursor=${(first.body as Body).nextCursor}`);
    const third = await read(regulator, `${asked}&cursor=${(second.body as Body).nextCursor}`);
    expect([first, second, third].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await readingsOf(firm)).toMatchObject([
      {
        ...{ readerId: regulator.partyId, readerName: regulator.party.name, readerRole: "regulator", subject: regulator.subject },
        ...{ personName: "张三", operation: "listTrades", kinds: ["trade-records"], purpose: "检查 2026" },
        ...{ basis: "supervision", basisReference: expect.stringContaining("鄂州政办发〔2017〕33号") },
        ...{ asked: { partyId: firm.partyId, kind: "award" }, at: world.clock.now() },
      },
    ]);
    expect((await readingsOf(firm))[0]).not.toHaveProperty("area");
  });

  it("is not recorded where it is the reader's own", async () => {
    const { firm, records } = await scene();
    expect(await itemsOf(firm, "/records/trades")).toHaveLength(3);
    expect(await read(firm, `/records/trades/${records[0]?.recordId}`)).toMatchObject({ status: 200, body: records[0] });
    expect(await readingsOf(firm)).toEqual([]);
  });

  it("is recorded for each party of a record that is read alone", async () => {
    const { regulator } = await scene(0);
    const [buyer, pledgee] = await Promise.all((["enterprise", "bank"] as const).map((role) => givenMember(world.engine, { role })));
    if (!buyer || !pledgee) throw new Error("no parties");
    const record = aTradeRecord({ parties: [buyer.partyId, pledgee.partyId], areas: ["420703"] });
    await givenRecords(world.engine, record);
    const path = `/records/trades/${record.recordId}`;
    expect(await read(regulator, path)).toMatchObject(problem(422, "purpose-missing"));
    expect(await read(regulator, `${path}?purpose=check`)).toMatchObject({ status: 200, body: record });
    for (const each of [buyer, pledgee])
      expect(await readingsOf(each)).toMatchObject([{ operation: "readTrade", asked: { recordId: record.recordId }, purpose: "check" }]);
  });

  it("is recorded for the area where records differ from the ledger, and for the other side of what one member traded", async () => {
    const { firm, regulator } = await scene(0);
    const purpose = `differences-${randomUUID()}`;
    expect(await read(regulator, "/records/differences")).toMatchObject(problem(422, "purpose-missing"));
    await itemsOf(regulator, `/records/differences?purpose=${purpose}`);
    const ofAreas = await itemsOf(firm, "/collateral/own/readings?about=areas&limit=100");
    expect(ofAreas.filter((reading) => reading.purpose === purpose)).toMatchObject([{ operation: "listRecordDifferences" }]);
    const other = await givenMember(world.engine, { role: "enterprise", area: "420703" });
    await givenRecords(world.engine, aTradeRecord({ parties: [firm.partyId, other.partyId], areas: ["420703"] }));
    await itemsOf(regulator, `/records/trades?partyId=${firm.partyId}&purpose=${purpose}`);
    const [told] = await readingsOf(other);
    expect(told).toMatchObject({ operation: "listTrades", purpose });
    // It learns that it was shown, and not about whom the query was.
    expect(JSON.stringify(told)).not.toContain(firm.partyId);
  });

  it("in a list of an area is told to whoever has something there, and to nobody as a reading of its own", async () => {
    const { firm, regulator, auctionId } = await scene();
    const elsewhere = await givenMember(world.engine, { role: "enterprise", area: "420704" });
    const withSite = await givenMember(world.engine, { role: "enterprise", area: "420704" });
    await givenSite(world.engine, withSite.partyId, { area: "420703" });
    const purpose = `list-${randomUUID()}`;
    expect(await itemsOf(regulator, `/records/trades?auctionId=${auctionId}&purpose=${purpose}`)).toHaveLength(3);
    // Of those who have something there; others of the engine may have read since.
    const told = async (who: Someone) =>
      (await itemsOf(who, "/collateral/own/readings?about=areas&limit=100")).filter((reading) => reading.purpose === purpose);
    for (const who of [firm, withSite])
      expect(await told(who)).toMatchObject([{ operation: "listTrades", area: "420703", asked: { auctionId } }]);
    expect(await told(elsewhere)).toEqual([]);
    expect(await readingsOf(firm)).toEqual([]);
  });

  it.each([
    ["=HYPERLINK(1)", 200],
    ['"; DROP {purpose} <b>', 200],
    ["查办第3号“案件”", 200],
    ["two\nlines", 422],
    ["hidden\u202Eletters", 422],
    ["   ", 422],
    ["x".repeat(201), 422],
  ])("for the purpose %j is kept as it was written, or refused as an input", async (purpose, status) => {
    const { firm, regulator, of } = await scene(1);
    const answer = await read(regulator, `${of}&purpose=${encodeURIComponent(purpose)}`);
    expect(answer.status).toBe(status);
    if (status === 200) expect(await readingsOf(firm)).toMatchObject([{ purpose }]);
    else {
      expect(answer).toMatchObject({ body: { errors: [{ pointer: "/query/purpose" }] } });
      expect(await readingsOf(firm)).toEqual([]);
    }
  });

  it("is refused to whoever is suspended or has no valid letter of authority, and nothing is recorded", async () => {
    const { firm, of } = await scene();
    const suspended = await givenMember(world.engine, {
      ...{ role: "regulator", area: "420703" },
      party: { standing: "suspended", standingReason: "under review" },
    });
    const letter = {
      ...{ sha256: "0".repeat(64), from: "2025-01-01", until: "2025-12-31" },
      ...{ validFrom: "2024-12-31T16:00:00.000Z", endsAt: "2025-12-31T16:00:00.000Z" },
    };
    const late = await givenMember(world.engine, { role: "district", area: "420703", member: { letter } });
    expect(await read(suspended, `${of}&purpose=x`)).toMatchObject(problem(403, "reader-suspended"));
    expect(await read(late, `${of}&purpose=x`)).toMatchObject(problem(403, "reader-letter-over"));
    expect(await readingsOf(firm)).toEqual([]);
  });
});

describe("pages of a reading", () => {
  async function firstPage(more = "") {
    const given = await scene();
    const asked = `${given.of}&limit=1&purpose=check${more}`;
    const { nextCursor } = (await read(given.regulator, asked)).body as Body;
    return { ...given, asked, cursor: String(nextCursor) };
  }
  const badCursor = { status: 422, body: { errors: [{ pointer: "/query/cursor" }] } };

  it("are not given without its row in the log", async () => {
    const { regulator, firm, asked, cursor } = await firstPage();
    const [, at, readingId] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as string[];
    const { dynamo, tables } = world.engine;
    const key = { pk: { S: `readings#${firm.partyId}` }, sk: { S: `${at}#${readingId}` } };
    await dynamo.send(new DeleteItemCommand({ TableName: tables.Readings, Key: key }));
    expect(await read(regulator, `${asked}&cursor=${cursor}`)).toMatchObject(badCursor);
  });

  it("are not given under a reading that was made up, is of somebody else, of another party or for another purpose", async () => {
    const { regulator, firm, of, asked, cursor } = await firstPage();
    const [tag, at, readingId, inner] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as string[];
    const withReading = (...reading: readonly (string | undefined)[]) =>
      Buffer.from(JSON.stringify([tag, ...reading, inner])).toString("base64url");
    const other = await firstPage();
    const [, ofOtherAt, ofOther] = JSON.parse(Buffer.from(other.cursor, "base64url").toString()) as string[];
    for (const made of [withReading(at, randomUUID()), withReading("", ""), withReading(ofOtherAt, ofOther)])
      expect(await read(regulator, `${asked}&cursor=${made}`)).toMatchObject(badCursor);
    // A colleague reads the same under a cursor of its own only.
    const colleague = await givenMember(world.engine, { role: "regulator", area: "420703", party: { partyId: regulator.partyId } });
    const own = (await read(colleague, asked)).body as Body;
    const [ownTag, , , ownInner] = JSON.parse(Buffer.from(String(own.nextCursor), "base64url").toString()) as string[];
    const borrowed = Buffer.from(JSON.stringify([ownTag, at, readingId, ownInner])).toString("base64url");
    expect(await read(colleague, `${asked}&cursor=${borrowed}`)).toMatchObject(badCursor);
    expect(await read(regulator, `${of}&limit=1&purpose=another&cursor=${cursor}`)).toMatchObject(badCursor);
    expect(await read(regulator, `${of}&limit=1&cursor=${cursor}`)).toMatchObject(badCursor);
    expect(await readingsOf(firm)).toHaveLength(2);
  });

  it("end an hour after it was recorded, so that nothing is read again and again as it grows", async () => {
    const own = await recordsWorld();
    const { regulator, asked, cursor } = await firstPage();
    const later = (path: string) => own.call({ as: regulator.subject, method: "GET", path });
    own.clock.moveTo(plusSeconds(world.clock.now(), 3_600));
    expect(await later(`${asked}&cursor=${cursor}`)).toMatchObject({ status: 200 });
    own.clock.moveTo(plusSeconds(world.clock.now(), 3_601));
    expect(await later(`${asked}&cursor=${cursor}`)).toMatchObject(problem(409, "reading-over"));
  });
});

describe("a reading for an investigation", () => {
  it("is marked by regulators only, concealed from its party, and listed to the city's regulator, who supervises it", async () => {
    const { firm, regulator, of } = await scene();
    const [district, operator] = await Promise.all([
      givenMember(world.engine, { role: "district", area: "420703" }),
      givenMember(world.engine, { role: "operator" }),
    ]);
    const investigation = `EZ-INV-${randomUUID()}`;
    const asked = `${of}&limit=1&purpose=suspicion&investigation=${investigation}`;
    for (const who of [district, operator]) expect(await read(who, asked)).toMatchObject(problem(403, "investigation-not-allowed"));
    expect(await read(regulator, `${of}&investigation=${investigation}`)).toMatchObject(problem(422, "purpose-missing"));
    const { nextCursor } = (await read(regulator, asked)).body as Body;
    expect(await read(regulator, `${asked}&cursor=${nextCursor}`)).toMatchObject({ status: 200 });
    // The same query without the mark goes on under no concealed reading.
    expect(await read(regulator, `${of}&limit=1&purpose=suspicion&cursor=${nextCursor}`)).toMatchObject({ status: 422 });
    expect(await readingsOf(firm)).toEqual([]);

    const city = await givenMember(world.engine, { role: "regulator", area: "420700" });
    const row = { partyId: firm.partyId, concealedFor: investigation, subject: regulator.subject };
    expect(await itemsOf(city, `/records/concealed-readings?partyId=${firm.partyId}`)).toMatchObject([row]);
    const { items } = await readingLog(world.engine.dynamo, world.engine.tables.Readings).concealedReadings(undefined, {});
    expect(items.every(({ concealedFor }) => concealedFor !== undefined)).toBe(true);
    expect(await read(regulator, "/records/concealed-readings")).toMatchObject(problem(404, "not-found"));
    expect(await read(firm, "/records/concealed-readings")).toMatchObject(problem(403, "role-not-allowed"));
  });

  it("of an area is in no list of its parties either", async () => {
    const { firm, regulator, auctionId } = await scene();
    const investigation = `EZ-INV-${randomUUID()}`;
    await itemsOf(regulator, `/records/trades?auctionId=${auctionId}&purpose=rings&investigation=${investigation}`);
    const seen = await itemsOf(firm, "/collateral/own/readings?about=areas&limit=100");
    expect(JSON.stringify(seen)).not.toContain(investigation);
    const city = await givenMember(world.engine, { role: "regulator", area: "420700" });
    const all = await itemsOf(city, "/records/concealed-readings?limit=100");
    expect(all.filter(({ concealedFor }) => concealedFor === investigation)).toMatchObject([{ area: "420703", asked: { auctionId } }]);
  });
});

describe("positions, entries and statements of another member", () => {
  it("ask for a purpose and are recorded, one row a query; house accounts and one's own are not", async () => {
    const firm = await givenMember(world.engine, { role: "enterprise", area: "420703" });
    const operator = await givenMember(world.engine, { role: "operator" });
    for (const amount of ["3", "4"]) await world.record(await world.pay(partyAccount(firm.partyId), amount));
    const of = `partyId=${firm.partyId}`;
    const paths = [
      ["listPositions", `/records/positions?${of}`],
      ["listEntries", `/records/entries?instrument=CNY&${of}`],
      ["readStatement", `/records/statement?instrument=CNY&${of}`],
    ] as const;
    for (const [, path] of paths) expect(await read(operator, path)).toMatchObject(problem(422, "purpose-missing"));
    expect(await readingsOf(firm)).toEqual([]);
    for (const [operation, path] of paths) {
      expect(await read(operator, `${path}&purpose=${operation}`)).toMatchObject({ status: 200 });
      expect((await readingsOf(firm)).filter((each) => each.operation === operation)).toMatchObject([
        { readerRole: "operator", basis: "operation", purpose: operation },
      ]);
    }
    const entries = `/records/entries?instrument=CNY&${of}&limit=1&purpose=again`;
    const { nextCursor } = (await read(operator, entries)).body as Body;
    expect(await itemsOf(operator, `${entries}&cursor=${nextCursor}`)).toHaveLength(1);
    expect(await readingsOf(firm)).toHaveLength(4);
    expect(await read(operator, "/records/positions?account=treasury:0")).toMatchObject({ status: 200 });
    expect(await read(firm, "/records/positions")).toMatchObject({ status: 200 });
    expect(await readingsOf(firm)).toHaveLength(4);
  });
});

describe("facts of an area", () => {
  it("say all that trades say: they ask for a purpose and are recorded, one row a query; a firm's own are not", async () => {
    const { firm, regulator } = await scene(0);
    const line = {
      bookingId: "B",
      bankDay: "2026-02-02",
      creditedAt: "2026-02-02T00:00:00.000Z",
      payerName: "某公司",
      payerAccount: "6217",
    };
    const data = { partyId: firm.partyId, amount: "5.00", bankReference: "B-1", ...line };
    const fact = (second: number): Fact => ({
      ...{ factId: randomUUID(), factType: "cash-received", schemaVersion: 1, actor: "a" },
      ...{ occurredAt: plusSeconds("2026-02-02T00:00:00.000Z", second), parties: [firm.partyId], areas: ["420703"], data },
    });
    await putItems(world.engine.dynamo, world.engine.tables.Records, [fact(0), fact(1), fact(2)].flatMap(factRows));
    expect(await read(regulator, "/records/facts")).toMatchObject(problem(422, "purpose-missing"));
    const purpose = `facts ${randomUUID()}`;
    const told = async () =>
      (await itemsOf(firm, "/collateral/own/readings?about=areas&limit=100")).filter((each) => each.purpose === purpose);
    expect(await told()).toEqual([]);
    const asked = `/records/facts?limit=1&purpose=${purpose}`;
    const { nextCursor } = (await read(regulator, asked)).body as Body;
    expect(await itemsOf(regulator, `${asked}&cursor=${nextCursor}`)).toHaveLength(1);
    expect(await told()).toMatchObject([
      { operation: "listFacts", kinds: ["facts"], area: "420703", basis: "supervision", subject: regulator.subject },
    ]);
    expect(await read(regulator, `/records/facts?limit=1&purpose=other&cursor=${nextCursor}`)).toMatchObject({ status: 422 });
    expect(await itemsOf(firm, "/records/facts")).toHaveLength(3);
    expect(await read(firm, `/records/facts?cursor=${nextCursor}`)).toMatchObject({ status: 422 });
  });

  it("are read for an investigation without being told to whom they are about", async () => {
    const { firm, regulator } = await scene(0);
    const investigation = `EZ-INV-${randomUUID()}`;
    expect(await read(regulator, `/records/facts?purpose=ring&investigation=${investigation}`)).toMatchObject({ status: 200 });
    expect(JSON.stringify(await itemsOf(firm, "/collateral/own/readings?about=areas&limit=100"))).not.toContain(investigation);
    const city = await givenMember(world.engine, { role: "regulator", area: "420700" });
    const concealed = await itemsOf(city, "/records/concealed-readings?limit=100");
    expect(concealed.filter(({ concealedFor }) => concealedFor === investigation)).toMatchObject([
      { operation: "listFacts", area: "420703" },
    ]);
  });
});
