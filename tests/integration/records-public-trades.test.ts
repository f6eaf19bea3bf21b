import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { tradeRecorder } from "../../functions/records/trades/record-trade.ts";
import { openTable } from "../../shared/store/table.ts";
import { type AuctionHouse, type Bidder, openAuctionHouse } from "../support/auction-house.ts";
import type { Answer, Door } from "../support/front-door.ts";
import { aTradeRecord, givenRecords } from "../support/given-records.ts";
import { grantedOn } from "../support/granted.ts";
import { recordsDoor } from "../support/records-door.ts";
import { statedFacts } from "../support/stated-facts.ts";

type Trade = Record<string, unknown>;

let house: AuctionHouse;
let call: Door;
beforeAll(async () => {
  house = await openAuctionHouse();
  call = recordsDoor(await grantedOn(house.engine, house.clock));
});

function read(query: Readonly<Record<string, string>>, as?: string): Promise<Answer> {
  return call({ ...(as && { as }), method: "GET", path: `/records/public-trades?${new URLSearchParams(query)}` });
}
async function all(query: Readonly<Record<string, string>>): Promise<Trade[]> {
  const found: Trade[] = [];
  let cursor: string | undefined;
  do {
    const answer = await read({ ...query, limit: "2", ...(cursor && { cursor }) });
    expect(answer).toMatchObject({ status: 200 });
    const page = answer.body as { readonly items: Trade[]; readonly nextCursor?: string };
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

/** An instrument that only the test has records of. */
function anInstrument(pollutant = "SO2"): string {
  return `permit/${pollutant}/pool-${randomUUID()}/2027-01/2031-12`;
}

describe("what of a sale is public", () => {
  /** A sale of ten tonnes to one winner at two prices, whose trades are recorded. */
  async function sold(terms: object) {
    const winner: Bidder = await house.bidder();
    const auctionId = await house.announce(terms);
    house.clock.moveTo(new Date(Date.parse(house.clock.now()) + 120_000).toISOString());
    expect(await house.enrol(auctionId, winner, "10")).toMatchObject({ status: 201 });
    await house.bid(auctionId, winner, [
      ["4300", "4"],
      ["4200", "6"],
    ]);
    await house.close(auctionId);
    const published = async () => (await all({ pollutant: "SO2" })).filter((trade) => trade.auctionId === auctionId);
    const record = async () => {
      const { dynamo, tables } = house.engine;
      const recorder = tradeRecorder({
        clock: house.clock,
        records: openTable(dynamo, tables.Records),
        seals: openTable(dynamo, tables.Seals),
      });
      const ofSale = ({ factType, data }: { readonly factType: string; readonly data: unknown }): boolean =>
        factType === "award-settled" && (data as { readonly auctionId: string }).auctionId === auctionId;
      for (const fact of await statedFacts(house.engine, ofSale, ["Auctions"])) await recorder(fact);
    };
    await record();
    const before = await published();
    await house.settle(auctionId);
    await record();
    const bulletin = (await house.call({ method: "GET", path: `/auctions/${auctionId}/bulletin` })).body;
    return { auctionId, winner, before, bulletin, published: await published() };
  }
  const trade = { kind: "award", instrument: "permit/SO2/ezhou/2026-06/2031-05", pollutant: "SO2", pool: "ezhou", years: 1 };
  const lines = [
    { price: "4300", quantity: "4", amount: "17200.00" },
    { price: "4200", quantity: "6", amount: "25200.00" },
  ];

  it("is all that bulletins say by default: who won, how much and at which price, and never a code, a site or a licence", async () => {
    const { auctionId, winner, before, bulletin, published } = await sold({});
    expect(before).toEqual([]);
    expect(published).toMatchObject([
      { ...trade, auctionId, winner: winner.name, quantity: "10", price: "4240", lines, amount: "42400.00" },
    ]);
    expect(bulletin).toMatchObject({ winners: [{ partyName: winner.name, quantity: "10", amount: "42400.00" }] });
    for (const secret of [winner.partyId, winner.siteId, winner.project, "creditCode", "licence", "project", "site"])
      expect(JSON.stringify(published)).not.toContain(secret);
  });

  it.each([
    [["quantity", "price"], { quantity: "10", price: "4240", amount: "42400.00" }, [{ quantity: "10", amount: "42400.00" }]],
    [["quantity"], { quantity: "10" }, [{ quantity: "10" }]],
    [["winner-name"], { winner: expect.any(String) }, [{ partyName: expect.any(String) }]],
    [["price"], { price: "4240" }, undefined],
  ])("is only %j where the terms announced that, in the bulletin as well", async (publishes, shown, winners) => {
    const { winner, bulletin, published } = await sold({ publishes });
    expect(published).toMatchObject([{ ...trade, ...shown }]);
    const [row = {}] = published;
    const parts = ["winner", "quantity", "price", "amount", "lines"].filter((name) => name in row);
    const expected = Object.keys(shown).concat("amount" in shown ? ["lines"] : []);
    expect(parts.sort()).toEqual(expected.sort());
    expect(bulletin.winners).toEqual(winners);
    if (!publishes.includes("winner-name"))
      for (const answer of [published, bulletin]) expect(JSON.stringify(answer)).not.toContain(winner.name);
  });

  it("is nothing where the terms announced nothing", async () => {
    const { published, bulletin } = await sold({ publishes: [] });
    expect(published).toEqual([]);
    expect(bulletin).not.toHaveProperty("winners");
    expect(bulletin).toMatchObject({ outcome: "cleared", sold: "10" });
  });

  it("is said once: a part that is named twice is refused", async () => {
    await expect(house.announce({ publishes: ["price", "price"] })).rejects.toThrow("/body/terms/publishes");
  });
});

describe("public trades", () => {
  it("are listed by instrument, by pollutant or all, and by days, newest first, with published prices among them", async () => {
    const instrument = anInstrument();
    const at = (day: string) => `${day}T04:00:00.000Z`;
    const records = ["2026-01-05", "2026-01-06", "2026-01-07"].map((day) => aTradeRecord({ instrument, occurredAt: at(day), title: day }));
    // Midnight in Shanghai belongs to the day that begins.
    const midnight = aTradeRecord({ instrument, occurredAt: "2026-01-07T16:00:00.000Z", title: "2026-01-08" });
    const price = aTradeRecord({
      kind: "price",
      published: undefined,
      instrument,
      parties: [],
      occurredAt: at("2026-01-09"),
      title: "price",
    });
    const pledge = aTradeRecord({ kind: "pledge", published: undefined, instrument, occurredAt: at("2026-01-09"), title: "pledge" });
    await givenRecords(house.engine, ...records, midnight, price, pledge);
    const titles = async (query: Readonly<Record<string, string>>) => (await all({ instrument, ...query })).map(({ title }) => title);
    expect(await titles({})).toEqual(["price", "2026-01-08", "2026-01-07", "2026-01-06", "2026-01-05"]);
    expect(await titles({ pollutant: "SO2", from: "2026-01-06", until: "2026-01-07" })).toEqual(["2026-01-07", "2026-01-06"]);
    expect(await titles({ from: "2026-01-08" })).toEqual(["price", "2026-01-08"]);
    const ofDay = { from: "2026-01-09", until: "2026-01-09" };
    for (const query of [ofDay, { ...ofDay, pollutant: "SO2" }]) expect((await all(query)).map(({ title }) => title)).toContain("price");
    const other = `other-${instrument}`;
    await givenRecords(
      house.engine,
      aTradeRecord({ pollutant: "COD", instrument: anInstrument("COD"), occurredAt: at("2026-01-09"), title: other }),
    );
    const titlesOf = async (query: Readonly<Record<string, string>>) => (await all({ ...ofDay, ...query })).map(({ title }) => title);
    expect([await titlesOf({}), await titlesOf({ pollutant: "COD" })]).toEqual([1, 2].map(() => expect.arrayContaining([other])));
    expect(await titlesOf({ pollutant: "SO2" })).not.toContain(other);
  });

  it("tell a reversal as one, and nothing of a party in a cursor", async () => {
    const instrument = anInstrument();
    const [partyId, other] = [randomUUID(), randomUUID()];
    const sale = aTradeRecord({ instrument, parties: [partyId], recordId: `award-settled.x.${partyId}`, blockReference: "SO2.a.1" });
    const back = aTradeRecord({ instrument, parties: [partyId], reverses: sale.recordId, quantity: "-4", blockReference: "SO2.a.1" });
    const more = aTradeRecord({ instrument, parties: [other], blockReference: "SO2.a.2" });
    await givenRecords(house.engine, sale, back, more);
    const { body } = await read({ instrument, limit: "1" });
    const { nextCursor } = body as { readonly nextCursor: string };
    const [, , , inner = ""] = JSON.parse(Buffer.from(nextCursor, "base64url").toString()) as string[];
    for (const text of [nextCursor, inner]) {
      const decoded = Buffer.from(text, "base64url").toString();
      for (const secret of [partyId, other, sale.occurredAt]) expect(decoded).not.toContain(secret);
    }
    expect(await all({ instrument })).toMatchObject([{ quantity: "4" }, { quantity: "-4", reversal: true }, { quantity: "4" }]);
  });

  it.each([
    ["inverted days", { from: "2026-03-02", until: "2026-03-01" }, 422, "range-inverted"],
    ["a day to come", { until: "9999-01-01" }, 409, "instant-to-come"],
    ["an instrument that nothing is published of", { instrument: "permit/SO2/ezhou/2998-01/2998-12" }, 422, "instrument-unknown"],
    [
      "an instrument of another pollutant",
      { instrument: "permit/SO2/ezhou/2027-01/2031-12", pollutant: "COD" },
      422,
      "instrument-of-other-pollutant",
    ],
    ["what only those in scope may ask", { partyId: "x" }, 422, "validation-failed"],
  ])("with %s are refused", async (_, query, status, code) => {
    expect(await read(query)).toMatchObject({ status, body: { type: `/problems/${code}` } });
  });

  it("are given with a cursor of their own query only", async () => {
    const instrument = anInstrument();
    await givenRecords(house.engine, aTradeRecord({ instrument }), aTradeRecord({ instrument }));
    const { body } = await read({ instrument, limit: "1" });
    const cursor = String((body as { readonly nextCursor?: string }).nextCursor);
    expect(await read({ instrument, cursor })).toMatchObject({ status: 200, body: { items: [{ instrument }] } });
    for (const query of [{ pollutant: "SO2" }, {}, { instrument, from: "2026-01-01" }])
      expect(await read({ ...query, cursor })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/query/cursor" }] } });
  });
});
