import { beforeAll, describe, expect, it } from "vitest";
import { decimal } from "../../shared/kernel/decimal.ts";
import { capAccount } from "../../shared/ledger/account.ts";
import { headroom } from "../../shared/permits/instruments.ts";
import { commit } from "../../shared/store/transaction.ts";
import { givenMember } from "../support/members.ts";
import { anEntry, type PermitsWorld, permitsWorld } from "./permits-support.ts";

// Pools are data that all tests of a process share, so each test has a year or a pollutant of its own.
const capPath = (year: string) => `/permits/caps/yangtze-ezhou/NH3-N/${year}`;
const reservePath = "/permits/reserves/yangtze-ezhou/NH3-N";
const asCap = (tonnes: string) => ({ tonnes, documentNumber: "鄂州环函〔2026〕1号" });

describe("caps", () => {
  let world: PermitsWorld;
  let bureau: string;
  const setCap = (as: string, year: string, tonnes: string) => world.call({ as, method: "PUT", path: capPath(year), body: asCap(tonnes) });
  const readCap = (as: string, year: string) => world.call({ as, method: "GET", path: capPath(year) });
  /** Takes headroom as an issue does. */
  const take = (year: string, tonneMonths: string) => {
    const entry = anEntry<{ code: "no-headroom" }>(world);
    const instrument = headroom("NH3-N", "yangtze-ezhou", year);
    const from = capAccount("yangtze-ezhou");
    entry.transfer({ instrument, from, to: "issue:0", quantity: decimal(tonneMonths), shortage: { code: "no-headroom" } });
    return commit(world.engine.dynamo, entry.writes());
  };

  beforeAll(async () => {
    world = await permitsWorld();
    bureau = (await givenMember(world.engine, { role: "regulator", area: "420700" })).subject;
  });

  it("give twelve tonne-months of headroom for every tonne a year", async () => {
    const answer = await setCap(bureau, "2070", "100.005");
    expect(answer).toMatchObject({
      status: 200,
      body: { capTonnes: "100.005", headroomTonneMonths: "1200.06", deficitTonneMonths: "0", issuedTonneMonths: "0" },
    });
    expect((await readCap(bureau, "2070")).body).toEqual(answer.body);
  });

  it("change headroom by the difference only, and each change once however often it is sent", async () => {
    await setCap(bureau, "2071", "100");
    await take("2071", "200");
    const raise = { as: bureau, method: "PUT", path: capPath("2071"), body: asCap("110"), key: "raise" } as const;
    const first = await world.call(raise);
    expect(first).toMatchObject({ status: 200, body: { headroomTonneMonths: "1120", issuedTonneMonths: "200" } });
    expect(await world.call(raise)).toMatchObject({ body: first.body, headers: { "idempotency-replayed": "true" } });
    expect(await world.call({ ...raise, body: asCap("111") })).toMatchObject({
      status: 409,
      body: { type: "/problems/idempotency-key-reused" },
    });
    expect((await readCap(bureau, "2071")).body).toMatchObject({ capTonnes: "110", headroomTonneMonths: "1120" });
  });

  it("show a deficit and stop new issue when lowered below what is issued, until raised again", async () => {
    await setCap(bureau, "2072", "100");
    await take("2072", "600");
    expect(await setCap(bureau, "2072", "49")).toMatchObject({
      status: 200,
      body: { headroomTonneMonths: "0", deficitTonneMonths: "12", issuedTonneMonths: "600" },
    });
    expect(await take("2072", "0.001")).toEqual({ kind: "failed", failure: { code: "no-headroom" } });
    expect((await readCap(bureau, "2072")).body).toMatchObject({ deficitTonneMonths: "12", issuedTonneMonths: "600" });
    expect((await setCap(bureau, "2072", "50.001")).body).toMatchObject({ headroomTonneMonths: "0.012", deficitTonneMonths: "0" });
    expect(await take("2072", "0.012")).toEqual({ kind: "committed" });
  });

  it("set to the same tonnes again keep the headroom and name the new document", async () => {
    await setCap(bureau, "2073", "5");
    const body = { tonnes: "5", documentNumber: "鄂州环函〔2026〕2号" };
    expect(await world.call({ as: bureau, method: "PUT", path: capPath("2073"), body })).toMatchObject({
      status: 200,
      body: { headroomTonneMonths: "60", documentNumber: "鄂州环函〔2026〕2号" },
    });
  });

  it("end at one of the values when several are set concurrently, with exactly its headroom", async () => {
    const answers = await Promise.all(["10", "20", "30", "40"].map((tonnes) => setCap(bureau, "2074", tonnes)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await readCap(bureau, "2074");
    const { capTonnes, headroomTonneMonths } = body as { capTonnes: string; headroomTonneMonths: string };
    expect(headroomTonneMonths).toBe(decimal(capTonnes).times(12).toString());
  });

  it("are set by the regulators of the pool's area alone, and by no other role", async () => {
    const district = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect(await setCap(district.subject, "2075", "1")).toMatchObject({
      status: 403,
      body: { type: "/problems/outside-your-area", area: "420702", poolArea: "420700" },
    });
    const operator = await givenMember(world.engine, { role: "operator" });
    expect(await setCap(operator.subject, "2075", "1")).toMatchObject({ status: 403, body: { type: "/problems/role-not-allowed" } });
    expect((await readCap(bureau, "2075")).status).toBe(404);
  });

  it("are read by authorities of the pool's area and of its parts, and by the operator", async () => {
    await setCap(bureau, "2076", "1");
    const district = await givenMember(world.engine, { role: "district", area: "420703" });
    const operator = await givenMember(world.engine, { role: "operator", area: "exchange" });
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "421000" });
    expect((await readCap(district.subject, "2076")).status).toBe(200);
    expect((await readCap(operator.subject, "2076")).status).toBe(200);
    expect((await readCap(elsewhere.subject, "2076")).status).toBe(404);
  });

  it("are listed by year, a page at a time", async () => {
    for (const year of ["2078", "2077"]) {
      await world.call({ as: bureau, method: "PUT", path: `/permits/caps/liangzi-lake/NH3-N/${year}`, body: asCap("1") });
    }
    const list = (query: string) => world.call({ as: bureau, method: "GET", path: `/permits/caps/liangzi-lake/NH3-N?${query}` });
    const first = (await list("limit=1")).body as { items: { year: string }[]; nextCursor: string };
    const second = (await list(`limit=1&cursor=${first.nextCursor}`)).body as typeof first;
    expect([first, second].map(({ items }) => items.map(({ year }) => year))).toEqual([["2077"], ["2078"]]);
  });

  it("refuse a pollutant that does not count in the pool", async () => {
    const body = asCap("1");
    const answer = await world.call({ as: bureau, method: "PUT", path: "/permits/caps/ezhou/COD/2079", body });
    expect(answer).toMatchObject({ status: 422, body: { type: "/problems/pollutant-not-in-pool", pollutant: "COD", pool: "ezhou" } });
  });
});

describe("the reserve", () => {
  let world: PermitsWorld;
  let bureau: string;

  beforeAll(async () => {
    world = await permitsWorld();
    bureau = (await givenMember(world.engine, { role: "regulator", area: "420700" })).subject;
  });

  interface Reserve {
    readonly availableTonnes: string;
    readonly items: readonly { readonly tonnes: string; readonly source: string; readonly documentNumber: string }[];
  }
  const read = async () => (await world.call({ as: bureau, method: "GET", path: `${reservePath}?limit=2` })).body as Reserve;

  it("grows by what is added, and lists the sources with their documents, newest first", async () => {
    const before = decimal((await read()).availableTonnes);
    const additions = [
      { tonnes: "12.345", source: "initial-reserve", documentNumber: "鄂州环发〔2026〕7号" },
      { tonnes: "0.001", source: "initial-reserve", documentNumber: "鄂州环发〔2026〕8号" },
    ];
    for (const [minute, body] of additions.entries()) {
      world.clock.moveTo(`2026-03-02T01:0${minute}:00.000Z`);
      expect((await world.call({ as: bureau, method: "POST", path: reservePath, body })).status).toBe(200);
    }
    const after = await read();
    expect(decimal(after.availableTonnes).minus(before)).toEqual(decimal("12.346"));
    expect(after.items.map(({ tonnes, source, documentNumber }) => ({ tonnes, source, documentNumber }))).toEqual(additions.toReversed());
  });

  it.each(["buy-back", "government-investment", "recovered-from-closure", "initial-allocation-cut"])(
    "mints no quota from %s, which comes out of a site: refused as source-needs-site, with what can be added and nothing written",
    async (source) => {
      const before = await read();
      const body = { tonnes: "1000", source, documentNumber: "鄂州环发〔2026〕9号" };
      const request = { as: bureau, method: "POST", path: reservePath, body, key: `from-a-site-${source}` } as const;
      // Sent twice, because a refusal must not leave a command row that makes the second try an acceptance.
      for (const _ of [1, 2]) {
        expect(await world.call(request)).toMatchObject({
          status: 409,
          body: { type: "/problems/source-needs-site", source, possible: ["initial-reserve"] },
        });
      }
      expect(await read()).toEqual(before);
    },
  );

  it("takes nothing without tonnes, from an unknown source, or from a district", async () => {
    const before = await read();
    const body = { tonnes: "1", source: "initial-reserve", documentNumber: "文号" };
    const add = (as: string, change: object) => world.call({ as, method: "POST", path: reservePath, body: { ...body, ...change } });
    const district = await givenMember(world.engine, { role: "regulator", area: "gedian" });
    expect((await add(bureau, { tonnes: "0" })).status).toBe(422);
    expect((await add(bureau, { tonnes: "0.0001" })).status).toBe(422);
    expect((await add(bureau, { source: "thin-air" })).status).toBe(422);
    expect(await add(district.subject, {})).toMatchObject({ status: 403, body: { type: "/problems/outside-your-area" } });
    expect(await read()).toEqual(before);
  });
});
