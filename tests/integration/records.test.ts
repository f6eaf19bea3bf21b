import { randomUUID } from "node:crypto";
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { type Instant, plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, plain, sum } from "../../shared/kernel/decimal.ts";
import type { Role } from "../../shared/kernel/endpoint.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { partyAccount } from "../../shared/ledger/account.ts";
import { keyOf, putItems } from "../../shared/store/client.ts";
import { runs } from "../support/effort.ts";
import type { Answer } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { type RecordsWorld, recordsWorld } from "../support/records.ts";

let world: RecordsWorld;
beforeAll(async () => {
  world = await recordsWorld();
});

function cashFact(partyId: string, area: string, occurredAt: Instant): Fact {
  const line = { bookingId: "B", bankDay: "2026-03-02", creditedAt: "2026-03-02T01:00:00.000Z", payerName: "某公司", payerAccount: "6217" };
  const data = { partyId, amount: "5.00", bankReference: "B-1", ...line };
  return {
    factId: randomUUID(),
    factType: "cash-received",
    schemaVersion: 1,
    occurredAt,
    actor: "a",
    parties: [partyId],
    areas: [area],
    data,
  };
}
function record(...facts: readonly Fact[]): Promise<void> {
  return putItems(world.engine.dynamo, world.engine.tables.Records, facts.flatMap(factRows));
}
function read(subject: string, path: string, { call } = world): Promise<Answer> {
  return call({ as: subject, method: "GET", path: `/records/${path}` });
}
function itemsOf({ body }: Answer): unknown[] {
  return (body as { items: unknown[] }).items;
}

describe("facts", () => {
  it("reach their member once however often they are recorded, and nobody else of its kind", async () => {
    const own = await givenMember(world.engine, { role: "enterprise", area: "420703" });
    const other = await givenMember(world.engine, { role: "enterprise", area: "420703" });
    const fact = cashFact(own.partyId, "420703", world.clock.now());
    await record(fact);
    await record(fact);
    expect(itemsOf(await read(own.subject, "facts"))).toEqual([fact]);
    expect(itemsOf(await read(other.subject, "facts"))).toEqual([]);
  });

  it("come to the city's regulator newest first across its areas, page by page, and to a district's its own only", async () => {
    const partyId = randomUUID();
    // Later than anything other tests record, so that these are the newest.
    const facts = ["420700", "420702", "gedian", "420702", "airport", "420704", "420700"].map((area, position) =>
      cashFact(partyId, area, plusSeconds("2031-01-01T00:00:00.000Z", position)),
    );
    await record(...facts);
    const regulator = await givenMember(world.engine, { role: "regulator", area: "420700" });
    const found: unknown[] = [];
    let cursor = "";
    while (found.length < facts.length) {
      const answer = await read(regulator.subject, `facts?limit=2&purpose=test${cursor && `&cursor=${cursor}`}`);
      found.push(...itemsOf(answer));
      cursor = (answer.body as { nextCursor: string }).nextCursor;
    }
    expect(found.slice(0, facts.length)).toEqual(facts.toReversed());
    const district = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect(itemsOf(await read(district.subject, "facts?limit=2&purpose=test"))).toEqual([facts[3], facts[1]]);
  });
});

describe("scope", () => {
  /** Everything a person reads of the facts, page by page, as long as there are such that the test recorded. */
  async function pagesOf(subject: string, limit: number, until: Instant): Promise<Fact[]> {
    const found: Fact[] = [];
    let cursor = "";
    do {
      const { body } = await read(subject, `facts?limit=${limit}&purpose=test${cursor && `&cursor=${cursor}`}`);
      const page = body as { items: Fact[]; nextCursor?: string };
      found.push(...page.items);
      cursor = page.nextCursor ?? "";
    } while (cursor && (found.at(-1)?.occurredAt ?? "") >= until);
    return found.filter(({ occurredAt }) => occurredAt >= until);
  }
  const areas = ["420700", "420702", "420703", "gedian"] as const;
  let start = Date.parse("2033-01-01T00:00:00.000Z");

  it("shows a fact in several areas once to whoever reads them all, across pages of any size, and to each area its own", async () => {
    const readers = await Promise.all(areas.map((area) => givenMember(world.engine, { role: "regulator", area })));
    const operator = await givenMember(world.engine, { role: "operator" });
    const own = await givenMember(world.engine, { role: "district", area: "420702" });
    const stated = fc.record({
      areas: fc.uniqueArray(fc.constantFrom(...areas), { minLength: 1 }),
      second: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(stated, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 4 }), async (given, limit) => {
        start += 60_000;
        const from = new Date(start).toISOString();
        const facts = given.map((each) => ({ ...cashFact(randomUUID(), "420700", plusSeconds(from, each.second)), areas: each.areas }));
        await record(...facts);
        const inOrder = facts.toSorted((one, other) =>
          `${one.occurredAt}#${one.factId}` < `${other.occurredAt}#${other.factId}` ? 1 : -1,
        );
        for (const subject of [operator.subject, readers[0]?.subject ?? ""]) expect(await pagesOf(subject, limit, from)).toEqual(inOrder);
        for (const [position, area] of areas.entries()) {
          if (area === "420700") continue;
          const expected = inOrder.filter((fact) => fact.areas.includes(area));
          expect(await pagesOf(readers[position]?.subject ?? "", limit, from)).toEqual(expected);
          if (area === "420702") expect(await pagesOf(own.subject, limit, from)).toEqual(expected);
        }
      }),
      { numRuns: runs(40) },
    );
  });

  it("shows an authority what concerns itself, wherever that is kept", async () => {
    const district = await givenMember(world.engine, { role: "district", area: "420702" });
    start += 60_000;
    const at = new Date(start).toISOString();
    const fact = cashFact(district.partyId, "420700", at);
    await record(fact);
    expect(await pagesOf(district.subject, 100, at)).toEqual([fact]);
  });

  it("keeps the trial balance inside the caller's area: a district's bureau gets the instruments of its own pools, and no cash", async () => {
    const instrument = `permit/SO2/pool-of-liangzihu-${randomUUID()}/2026-06/2031-05`;
    // As the recorder lists an instrument whose pool lies in the district; today all pools are the city's.
    await putItems(world.engine.dynamo, world.engine.tables.Records, [keyOf({ pk: "instruments#420702#permit", sk: instrument })]);
    await world.record(await world.pay(partyAccount(randomUUID()), "5"));
    const balance = async (role: Role, area: string, of: string): Promise<string[]> => {
      const { subject } = await givenMember(world.engine, { role, area });
      const found: string[] = [];
      let cursor = "";
      do {
        const answer = await read(subject, `trial-balance?class=${of}&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        expect(answer.status).toBe(200);
        const page = answer.body as { items: { instrument: string }[]; nextCursor?: string };
        found.push(...page.items.map((item) => item.instrument));
        cursor = page.nextCursor ?? "";
      } while (cursor);
      return found;
    };
    expect(await balance("regulator", "420702", "cash")).toEqual([]);
    expect(await balance("regulator", "420703", "permit")).toEqual([]);
    expect(await balance("regulator", "420702", "permit")).toEqual([instrument]);
    expect(await balance("regulator", "420700", "cash")).toEqual(["CNY"]);
    expect(await balance("operator", "420700", "permit")).toContain(instrument);
    const { subject } = await givenMember(world.engine, { role: "district", area: "420702" });
    expect(await read(subject, "trial-balance")).toMatchObject({ status: 403 });
  });
});

describe("accounts", () => {
  it("that belong to the exchange are visible to the operator and to the regulators of their area only", async () => {
    const treasury = `treasury:${randomUUID()}`;
    await world.pay(treasury, "7");
    const rows = [{ account: treasury, instrument: "CNY", available: "7", held: "0" }];
    for (const [role, area, status] of [
      ["operator", "420700", 200],
      ["regulator", "420700", 200],
      ["regulator", "420702", 404],
      ["enterprise", "420700", 404],
      ["bank", "420700", 404],
    ] as const) {
      const { subject } = await givenMember(world.engine, { role, area });
      const answer = await read(subject, `positions?account=${treasury}`);
      expect({ role, area, status: answer.status }).toEqual({ role, area, status });
      if (status === 200) expect(itemsOf(answer)).toEqual(rows);
    }
  });

  it.each(["regulator", "district"] as const)(
    "of members are visible to the %s of their area, as positions, entries and statements",
    async (role) => {
      const own = await givenMember(world.engine, { role: "enterprise", area: "420703" });
      const near = await givenMember(world.engine, { role, area: "420703" });
      const far = await givenMember(world.engine, { role, area: "420704" });
      await world.record(await world.pay(partyAccount(own.partyId), "3"));
      const of = `partyId=${own.partyId}&purpose=inspection`;
      expect(itemsOf(await read(near.subject, `positions?${of}`))).toMatchObject([{ available: "3" }]);
      expect(itemsOf(await read(near.subject, `entries?instrument=CNY&${of}`))).toMatchObject([{ available: "3" }]);
      expect(await read(near.subject, `statement?instrument=CNY&${of}`)).toMatchObject({ body: { available: "3" } });
      for (const path of [`positions?${of}`, `entries?instrument=CNY&${of}`, `statement?instrument=CNY&${of}`])
        expect(await read(far.subject, path)).toMatchObject({ status: 404 });
    },
  );

  it.each([
    ["statement?instrument=nonsense", "/query/instrument"],
    ["entries?instrument=permit/", "/query/instrument"],
    ["positions?account=party:x", "/query/account"],
    ["statement", "/query/instrument"],
  ])("asked for as %s are refused with the place of the mistake", async (path, pointer) => {
    const { subject } = await givenMember(world.engine, { role: "operator" });
    expect(await read(subject, path)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});

describe("a statement", () => {
  it("is given only once the records hold every entry of the ledger, and to those who may see the account", async () => {
    const own = await givenMember(world.engine, { role: "enterprise" });
    const other = await givenMember(world.engine, { role: "enterprise" });
    const factId = await world.pay(partyAccount(own.partyId), "12.5");
    const behind = { status: 503, body: { type: "/problems/records-behind", expected: 1, recorded: 0 } };
    expect(await read(own.subject, "statement?instrument=CNY")).toMatchObject(behind);
    await world.record(factId);
    expect(await read(own.subject, "statement?instrument=CNY")).toMatchObject({ body: { available: "12.5", held: "0", entryCount: 1 } });
    expect(itemsOf(await read(own.subject, "entries?instrument=CNY"))).toMatchObject([{ factId, available: "12.5", held: "0" }]);
    expect(await read(other.subject, `statement?instrument=CNY&partyId=${own.partyId}`)).toMatchObject({ status: 404 });
    expect(await read(other.subject, `entries?instrument=CNY&partyId=${own.partyId}`)).toMatchObject({ status: 404 });
  });

  it("states up to when it is final, and is refused for the future", async () => {
    const { subject } = await givenMember(world.engine, { role: "enterprise" });
    const now = world.clock.now();
    const statement = (at: Instant): Promise<Answer> => read(subject, `statement?instrument=CNY&at=${at}`);
    expect(await statement(now)).toMatchObject({ body: { at: now, final: false, watermark: plusSeconds(now, -600) } });
    expect(await statement(plusSeconds(now, -600))).toMatchObject({ body: { final: true } });
    expect(await statement(plusSeconds(now, 1))).toMatchObject({ status: 409, body: { type: "/problems/instant-to-come" } });
  });

  it("starts from the previous month end, so that it does not read earlier months", async () => {
    const own = await recordsWorld("2026-01-20T00:00:00.000Z");
    const { subject, partyId } = await givenMember(own.engine, { role: "enterprise" });
    const account = partyAccount(partyId);
    for (const at of ["2026-01-20T00:00:00.000Z", "2026-01-31T15:59:59.999Z", "2026-01-31T16:00:00.000Z", "2026-03-02T00:00:00.000Z"]) {
      own.clock.moveTo(at);
      await own.record(await own.pay(account, "1"));
    }
    const { dynamo, tables } = own.engine;
    const monthEnds = await dynamo.send(
      new QueryCommand({
        TableName: tables.Records,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: `month-end#${account}#CNY` } },
      }),
    );
    // The entry of 2026-01-31T16:00Z falls into February in Shanghai; nothing closes March yet.
    const found = (monthEnds.Items ?? []).map(({ before, available, entryCount }) => [before?.S, available?.N, entryCount?.N]);
    expect(found).toEqual([
      ["2026-01-31T16:00:00.000Z", "2", "2"],
      ["2026-02-28T16:00:00.000Z", "3", "3"],
    ]);
    const balances = ["2026-01-31T15:59:59.999Z", "2026-01-31T16:00:00.000Z", "2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z"];
    const answers = await Promise.all(balances.map((at) => read(subject, `statement?instrument=CNY&at=${at}`, own)));
    expect(answers.map(({ body }) => (body as { available: string }).available)).toEqual(["2", "3", "3", "4"]);
  });

  it("equals the sum of the entries up to its instant, in whatever order and however late they were recorded, or is refused", async () => {
    const payment = fc.record({
      days: fc.integer({ min: 0, max: 25 }),
      amount: fc.integer({ min: 1, max: 99_999 }).map((fen) => decimal(String(fen)).div(100)),
      /** After how many later payments it reaches the records. */
      late: fc.constantFrom(0, 0, 0, 1, 2, 5),
    });
    const instants = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 });
    const start = "2026-01-15T00:00:00.000Z";
    const day = (count: number): Instant => plusSeconds(start, count * 86_400);
    await fc.assert(
      fc.asyncProperty(fc.array(payment, { minLength: 1, maxLength: 12 }), instants, async (payments, asked) => {
        const own = await recordsWorld(start);
        const { subject, partyId } = await givenMember(own.engine, { role: "enterprise" });
        const made: { at: Instant; amount: ReturnType<typeof decimal>; due: number; factId: string }[] = [];
        let today = 0;
        for (const [position, { days, amount, late }] of payments.entries()) {
          today += days;
          own.clock.moveTo(plusSeconds(day(today), position));
          const factId = await own.pay(partyAccount(partyId), plain(amount));
          made.push({ at: own.clock.now(), amount, due: position + late, factId });
          for (const entry of made.filter(({ due }) => due === position)) await own.record(entry.factId);
        }
        const check = async (complete: boolean): Promise<void> => {
          for (const at of asked.map(day).filter((each) => each <= own.clock.now())) {
            const answer = await read(subject, `statement?instrument=CNY&at=${at}`, own);
            if (!complete && answer.status === 503) continue;
            const expected = plain(sum(made.filter((entry) => entry.at <= at).map(({ amount }) => amount)));
            expect(answer).toMatchObject({ status: 200, body: { available: expected } });
          }
        };
        await check(false);
        // Whatever was late arrives, and everything once more: replay changes nothing.
        for (const { factId } of made.toReversed()) await own.record(factId);
        await check(true);
      }),
      { numRuns: runs(25) },
    );
  });
});
