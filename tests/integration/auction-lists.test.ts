import { beforeAll, describe, expect, it } from "vitest";
import { auctionStates } from "../../functions/auctions/vocabulary.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { type AuctionHouse, enrolmentPath, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { engineWithOwn } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";

type Row = Record<string, unknown>;
const airLot = { ...usualTerms.lot, lastMonth: "2026-12" };
const waterLot = { ...airLot, pollutant: "COD", pool: "liangzi-lake" };

describe("lists of auctions", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse(undefined, await engineWithOwn("Auctions"));
  });

  const get = (path: string, as?: string) => house.call({ method: "GET", path, ...(as && { as }) });
  const announce = (terms: object = {}) => house.announce({ lot: airLot, ...terms });
  /** Every row of a list, in pages of two. */
  async function all(path: string, as?: string): Promise<Row[]> {
    const rows: Row[] = [];
    let cursor: unknown;
    do {
      const page = await get(`${path}${path.includes("?") ? "&" : "?"}limit=2${cursor ? `&cursor=${String(cursor)}` : ""}`, as);
      expect(page.status).toBe(200);
      const items = page.body.items as Row[];
      expect(items.length).toBeLessThanOrEqual(2);
      rows.push(...items);
      cursor = page.body.nextCursor;
    } while (cursor);
    return rows;
  }
  async function unpaid(payWorkingDays: number) {
    const auctionId = await announce({ paymentWorkingDays: payWorkingDays });
    const winners = [await house.bidder({ cash: "6000" }), await house.bidder({ cash: "6000" })];
    for (const winner of winners) await house.enrol(auctionId, winner, "5");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    for (const winner of winners) await house.bid(auctionId, winner, [["4000", "5"]]);
    await house.close(auctionId);
    await house.settle(auctionId);
    return { auctionId, winners };
  }

  it("have exactly what every combination of state, pollutant and pool asks for, latest first, and follow the state", async () => {
    const air = [await announce(), await announce(), await announce({ lot: { ...airLot, pollutant: "NOx" } })];
    const water = [await announce({ lot: waterLot }), await announce({ lot: waterLot })];
    const cancelled = { as: house.operator, method: "POST", body: { reason: "no interest" } } as const;
    for (const auctionId of [air[0], water[0]]) await house.call({ ...cancelled, path: `/auctions/${auctionId}/cancellation` });
    await house.close(air[1] ?? "");
    await announce();
    const everything = await all("/auctions");
    expect(everything.length).toBe(6);
    expect(everything.map(({ announcedAt }) => announcedAt)).toEqual(
      everything
        .map(({ announcedAt }) => announcedAt)
        .sort()
        .reverse(),
    );
    expect(new Set(everything.map(({ state }) => state))).toEqual(new Set(["announced", "cancelled", "failed"]));
    const lotOf = ({ terms }: Row) => (terms as { lot: { pollutant: string; pool: string } }).lot;
    const markets = [{}, { pollutant: "SO2" }, { pollutant: "NOx" }, { pollutant: "COD" }, { pool: "ezhou" }, { pool: "liangzi-lake" }];
    const both = [
      { pollutant: "SO2", pool: "ezhou" },
      { pollutant: "COD", pool: "liangzi-lake" },
      { pollutant: "COD", pool: "yangtze-ezhou" },
    ];
    const filters = [...markets, ...both].flatMap((market) => [market, ...auctionStates.map((state) => ({ ...market, state }))]);
    const found = await Promise.all(filters.map((filter) => all(`/auctions?${new URLSearchParams(filter)}`)));
    for (const [index, filter] of filters.entries()) {
      const asked = Object.entries(filter);
      const expected = everything.filter((row) => asked.every(([name, value]) => ({ ...row, ...lotOf(row) })[name] === value));
      expect(found[index], JSON.stringify(filter)).toEqual(expected);
    }
  });

  it("refuse what no list is kept of: a pollutant that is not counted in the pool, an unknown state, another list's cursor", async () => {
    expect(await get("/auctions?pollutant=COD&pool=ezhou")).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/query/pool", detail: expect.stringMatching(/liangzi-lake.*SO2/) }] },
    });
    expect(await get("/auctions?state=open")).toMatchObject({ status: 422, body: { errors: [{ pointer: "/query/state" }] } });
    const { nextCursor } = (await get("/auctions?state=announced&limit=1")).body;
    expect(await get(`/auctions?state=cancelled&cursor=${String(nextCursor)}`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/query/cursor" }] },
    });
  });

  it("tell a member its own auctions, each with title, schedule, state and phase as they are now", async () => {
    const bidder = await house.bidder();
    const first = await announce({ title: "First" });
    house.clock.moveTo(plusSeconds(house.clock.now(), 1));
    const second = await announce({ title: "Second" });
    for (const auctionId of [first, second]) await house.enrol(auctionId, bidder, "5");
    const now = house.clock.now();
    const auction = { documentNumber: "EZ-2026-1", pollutant: "SO2", pool: "ezhou", state: "announced", phase: "enrolling" };
    const own = () => all("/auctions/own/enrolments", bidder.subject);
    expect(await own()).toMatchObject([
      {
        auctionId: second,
        tonnes: "5",
        state: "enrolled",
        auction: { ...auction, title: "Second", schedule: { opensAt: plusSeconds(now, 60) } },
      },
      { auctionId: first, auction: { ...auction, title: "First" } },
    ]);
    await house.call({ as: house.operator, method: "POST", path: `/auctions/${second}/cancellation`, body: { reason: "no interest" } });
    house.clock.moveTo(plusSeconds(now, 120));
    expect(await own()).toMatchObject([{ auction: { state: "cancelled", phase: "ended" } }, { auction: { phase: "bidding" } }]);
  });

  it("tell operator and bureau who is enrolled, also who withdrew, and never who has bid", async () => {
    const auctionId = await announce();
    const bidders = [await house.bidder(), await house.bidder(), await house.bidder(), await house.bidder(), await house.bidder()];
    for (const bidder of bidders) await house.enrol(auctionId, bidder, "2");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    const [quitter] = bidders;
    await house.call({ as: quitter?.subject ?? "", method: "POST", path: enrolmentPath(auctionId, bidders[0] ?? fail(), "/withdrawal") });
    const list = () => all(`/auctions/${auctionId}/enrolments`, house.operator);
    const before = await list();
    expect(before.map(({ partyId }) => partyId).sort()).toEqual(bidders.map(({ partyId }) => partyId).sort());
    expect(before.find(({ partyId }) => partyId === quitter?.partyId)).toMatchObject({ state: "withdrawn" });
    expect(before.find(({ partyId }) => partyId === bidders[1]?.partyId)).toMatchObject({
      ...{ partyName: bidders[1]?.name, siteArea: "420700", project: bidders[1]?.project, projectName: "New line" },
      ...{ tonnes: "2", deposit: "2400.00", state: "enrolled" },
    });
    await house.bid(auctionId, bidders[1] ?? fail(), [["4000", "2"]]);
    expect(await list()).toEqual(before);
    expect(await all(`/auctions/${auctionId}/enrolments`, house.regulator)).toEqual(before);
    const district = (await givenMember(house.engine, { role: "regulator", party: { area: "420704" } })).subject;
    expect((await get(`/auctions/${auctionId}/enrolments`, district)).status).toBe(404);
    expect(await get(`/auctions/${auctionId}/enrolments`, quitter?.subject)).toMatchObject({ status: 403 });
    const other = (await get(`/auctions/${auctionId}/enrolments?limit=1`, house.operator)).body.nextCursor;
    expect((await get(`/auctions/${await announce()}/enrolments?cursor=${String(other)}`, house.operator)).status).toBe(422);
  });

  it("tell the operator all that winners still have to pay, the earliest deadline of all auctions first", async () => {
    const late = await unpaid(20);
    const early = await unpaid(2);
    const duesNow = async () => {
      const everybodys = await all("/auctions/all/dues", house.operator);
      return everybodys.filter(({ auctionId }) => auctionId === early.auctionId || auctionId === late.auctionId);
    };
    const dues = await duesNow();
    expect(dues.map(({ auctionId }) => auctionId)).toEqual([early, early, late, late].map(({ auctionId }) => auctionId));
    expect(dues.map(({ payBy }) => payBy)).toEqual(dues.map(({ payBy }) => payBy).sort());
    const [winner = fail(), other = fail()] = early.winners;
    expect(dues.find(({ partyId }) => partyId === winner.partyId)).toMatchObject({
      ...{ title: "SO2 permits", documentNumber: "EZ-2026-1", partyName: winner.name, toPay: "14200.00" },
    });
    await house.receive(winner, "14200.00");
    await house.call({ as: winner.subject, method: "POST", path: enrolmentPath(early.auctionId, winner, "/payment") });
    const left = await duesNow();
    expect(left.slice(0, 2)).toMatchObject([{ partyId: other.partyId }, { auctionId: late.auctionId }]);
    expect(left.length).toBe(3);
    expect(await get("/auctions/all/dues", winner.subject)).toMatchObject({ status: 403 });
  });
});

function fail(): never {
  throw new Error("the test has no such bidder");
}
