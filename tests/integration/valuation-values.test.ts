import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { givenMember } from "../support/members.ts";
import { queryOf, ValuesWorld } from "./valuation-values-support.ts";

describe("values of positions", () => {
  let world: ValuesWorld;
  let operator: string;
  beforeAll(async () => {
    world = await ValuesWorld.open();
    operator = (await givenMember(world.engine, { role: "operator" })).subject;
  });
  beforeEach(() => {
    world.clock.moveTo("2026-03-02T01:00:00.000Z");
    world.inNewPool();
  });

  it("ten tonnes with 25 months not begun at 8,790 CNY for sixty months are worth 36,625.00", async () => {
    const holder = await world.holder();
    await world.publish();
    const value = await world.read(holder.subject, `values/latest?${queryOf(holder)}`);
    expect(value).toEqual({
      ...{ asOf: "2026-03-01", valueCny: "36625.00", quantity: "10", entry: 1, monthsNotBegun: 25, methodVersion: 1 },
      ...{ item: world.item, area: "420700", period: "2026-Q1", effectiveOn: "2026-01-01" },
      ...{ priceVersion: 1, priceCny: "8790", pricedMonths: 60 },
    });
  });

  it("lists what a site holds with the total, without what it holds no more of", async () => {
    const holder = await world.holder();
    const other = { ...holder, instrument: `${world.item}/2026-01/2026-12` };
    const unpriced = { ...holder, instrument: "permit/COD/unpriced/2026-01/2026-12" };
    const left = { ...holder, instrument: `${world.item}/2026-01/2027-12` };
    for (const position of [other, unpriced, left]) await world.ear.hear(await world.credit(position, "1"));
    await world.publish();
    await world.ear.hear(await world.credit(left, "-1"));
    const page = await world.read(holder.subject, `values?siteId=${holder.siteId}`);
    expect(page.items).toMatchObject(
      [
        { account: holder.account, instrument: holder.instrument, quantity: "10", value: { valueCny: "36625.00" } },
        // 8,790 x 9 / 60
        { instrument: other.instrument, quantity: "1", value: { valueCny: "1318.50" } },
        { instrument: unpriced.instrument, quantity: "1" },
      ].toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1)),
    );
    expect(page.totalCny).toBe("37943.50");
  });

  it("are seen by the holder and by the authorities of its area, and by nobody else", async () => {
    const holder = await world.holder();
    await world.publish();
    const subjects = {
      operator,
      bureau: (await givenMember(world.engine, { role: "regulator", area: "420700" })).subject,
      district: (await givenMember(world.engine, { role: "district", area: "420704" })).subject,
      otherDistrict: (await givenMember(world.engine, { role: "regulator", area: "420703" })).subject,
      stranger: (await givenMember(world.engine, { role: "enterprise", area: "420704" })).subject,
      bank: (await givenMember(world.engine, { role: "bank" })).subject,
    };
    const statuses: Record<string, number[]> = {};
    for (const [name, subject] of Object.entries(subjects)) {
      const paths = [`values?siteId=${holder.siteId}`, `values/latest?${queryOf(holder)}`, `values/history?${queryOf(holder)}`];
      statuses[name] = await Promise.all(paths.map(async (path) => (await world.get(subject, path)).status));
    }
    const [seen, hidden] = [
      [200, 200, 200],
      [404, 404, 404],
    ];
    expect(statuses).toEqual({
      ...{ operator: seen, bureau: seen, district: seen, otherDistrict: hidden, stranger: hidden },
      bank: [403, 403, 403],
    });
  });

  it("of a member's own account are those of its allowances, which do not depend on months", async () => {
    const { subject, partyId } = await givenMember(world.engine, { role: "enterprise", area: "420704" });
    const instrument = "allowance/hubei/2026/2027-12";
    await world.ear.hear(await world.credit({ account: `party:${partyId}`, instrument }, "1000"));
    const price = { item: "allowance/hubei", period: world.pool, priceCny: "41.2" };
    const fact = world.priceFact(price);
    const { pricedMonths: _, ...data } = fact.data;
    await world.ear.hear({ ...fact, data });
    await world.ear.drain();
    const page = await world.read(subject, "values");
    expect(page).toMatchObject({ totalCny: "41200.00", items: [{ instrument, value: { valueCny: "41200.00", priceCny: "41.2" } }] });
    expect(page).not.toHaveProperty("items.0.value.monthsNotBegun");
  });

  it("have none before a price is in force, and a position that nobody holds has none either", async () => {
    const holder = await world.holder();
    expect((await world.get(holder.subject, `values/latest?${queryOf(holder)}`)).status).toBe(404);
    await world.publish({ effectiveOn: "2026-03-03" });
    expect((await world.get(holder.subject, `values/latest?${queryOf(holder)}`)).status).toBe(404);
    const unheld = { ...holder, instrument: `${world.item}/2026-01/2026-12` };
    expect((await world.get(holder.subject, `values/latest?${queryOf(unheld)}`)).status).toBe(404);
  });

  it("a price that counts later is applied when its day comes, not before", async () => {
    const holder = await world.holder();
    await world.publish();
    await world.publish({ period: "2026-Q2", effectiveOn: "2026-03-20", priceCny: "9000" });
    const now = ["2026-03-01: 10 t after entry 1 at 8790 (version 1) = 36625.00"];
    await world.moveTo("2026-03-19T15:59:59.000Z");
    expect(await world.history(holder)).toEqual(now);
    await world.moveTo("2026-03-19T16:00:00.000Z");
    const then = ["2026-03-20: 10 t after entry 1 at 9000 (version 1) = 37500.00", ...now];
    expect(await world.history(holder)).toEqual(then);
    // The job runs again and again.
    await world.moveTo("2026-03-19T16:05:00.000Z");
    expect(await world.history(holder)).toEqual(then);
  });

  it("fall with every month that begins", async () => {
    const holder = await world.holder();
    await world.publish();
    await world.moveTo("2026-03-31T15:59:59.000Z");
    await world.moveTo("2026-03-31T16:00:00.000Z");
    await world.moveTo("2026-05-10T01:00:00.000Z");
    expect(await world.history(holder)).toEqual([
      "2026-05-01: 10 t after entry 1 at 8790 (version 1) = 33695.00",
      "2026-04-01: 10 t after entry 1 at 8790 (version 1) = 35160.00",
      "2026-03-01: 10 t after entry 1 at 8790 (version 1) = 36625.00",
    ]);
  });

  it("change with every transfer of the position, however often it is heard of", async () => {
    const holder = await world.holder();
    await world.publish();
    const later = await world.credit(holder, "-4");
    await world.ear.hear(later);
    await world.ear.hear(later);
    expect(await world.history(holder)).toEqual([
      "2026-03-01: 6 t after entry 2 at 8790 (version 1) = 21975.00",
      "2026-03-01: 10 t after entry 1 at 8790 (version 1) = 36625.00",
    ]);
  });

  it("are zero when the term is over; a month later the position is on no list any more", async () => {
    const holder = await world.holder({ term: ["2026-01", "2026-03"] });
    await world.publish();
    await world.moveTo("2026-03-31T16:00:00.000Z");
    await world.ear.hear(await world.credit(holder, "-10"));
    expect(await world.history(holder)).toEqual([
      "2026-04-01: 0 t after entry 2 at 8790 (version 1) = 0.00",
      "2026-04-01: 10 t after entry 1 at 8790 (version 1) = 0.00",
      "2026-03-01: 10 t after entry 1 at 8790 (version 1) = 0.00",
    ]);
    expect(await listed(holder.account)).toBe(1);
    await world.moveTo("2026-04-30T16:00:00.000Z");
    expect(await listed(holder.account)).toBe(0);
    expect((await world.history(holder))[0]).toContain("2026-04-01");
    expect(await world.read(holder.subject, `values?siteId=${holder.siteId}`)).toEqual({ items: [], totalCny: "0.00" });
  });

  it("a price for the city does not override one for the district, whichever came first and counts later", async () => {
    const [inDistrict, elsewhere] = [await world.holder({ area: "420704" }), await world.holder({ area: "420703" })];
    await world.publish({ effectiveOn: "2026-03-02" });
    await world.publish({ area: "420704", priceCny: "6000", effectiveOn: "2026-02-01" });
    await world.publish({ period: "2026-Q2", effectiveOn: "2026-03-02", version: 2, priceCny: "9000" });
    const latest = async ({ subject, ...position }: typeof inDistrict) =>
      world.read(subject, `values/latest?${queryOf({ subject, ...position })}`);
    expect(await latest(inDistrict)).toMatchObject({ area: "420704", valueCny: "25000.00" });
    expect(await latest(elsewhere)).toMatchObject({ area: "420700", valueCny: "37500.00" });
  });

  it("progress of a revaluation is told by segments, and ends with every position", async () => {
    const holders = await Promise.all(Array.from({ length: 5 }, () => world.holder()));
    const fact = world.priceFact();
    await world.ear.hear(fact);
    const progress = () => world.read(operator, `revaluations/${fact.factId}`);
    expect(await progress()).toMatchObject({ item: world.item, because: "price", done: false, positions: 0, day: "2026-03-02" });
    await world.ear.drain(2);
    const done = await progress();
    expect(done).toMatchObject({ done: true, positions: holders.length, valued: holders.length });
    expect(done.segments).toHaveLength(16);
    expect(done.segments).toSatisfy((all: { state: string }[]) => all.every(({ state }) => state === "done"));
    const { items } = await world.read(operator, "revaluations?limit=100");
    expect(items).toContainEqual({
      ...{ revaluationId: fact.factId, item: world.item, day: "2026-03-02", because: "price" },
      price: { area: "420700", period: "2026-Q1", version: 1 },
    });
    expect((await world.get(operator, "revaluations/none")).status).toBe(404);
  });

  async function listed(account: string): Promise<number> {
    const all = await Promise.all(Array.from({ length: 16 }, (_, segment) => world.values.holdings(world.item, segment, { limit: 100 })));
    return all.flatMap(({ items }) => items).filter((holding) => holding.account === account).length;
  }
});
