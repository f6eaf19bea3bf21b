import { beforeAll, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { conservationFaults } from "../support/conservation.ts";

describe("one member buying for two projects", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse();
  });

  /** A bidder and the same member with a second project at the same site. */
  async function twoProjects(): Promise<readonly [Bidder, Bidder]> {
    const first = await house.bidder({ tonnes: "10" });
    const second = { ...first, project: `${first.project}-b` };
    const { partyId, siteId, project } = second;
    const need = { partyId, siteId, project, projectName: "Second line", kind: "new-project", pollutant: "SO2", tonnes: "10" };
    const body = {
      ...need,
      offsetRatio: "1",
      offsetGround: "stated-in-letter",
      eiaNumber: "EIA-2",
      letterNumber: "L-2",
      letterDate: "2026-01-05",
    };
    expect(await house.call({ as: house.regulator, method: "POST", path: "/permits/needs", body })).toMatchObject({ status: 201 });
    return [first, second];
  }
  async function opened(terms: object, ...bidders: readonly Bidder[]): Promise<string> {
    const auctionId = await house.announce(terms);
    for (const bidder of bidders) expect(await house.enrol(auctionId, bidder, "5")).toMatchObject({ status: 201 });
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    return auctionId;
  }
  async function closed(auctionId: string): Promise<void> {
    await house.close(auctionId);
    await house.settle(auctionId);
  }
  const get = (as: string, path: string) => house.call({ as, method: "GET", path });

  it("enrols, bids, wins and gets a sheet for each, and finds both in its list", async () => {
    const [first, second] = await twoProjects();
    const auctionId = await opened({}, first, second);
    expect(await house.enrol(auctionId, second, "1")).toMatchObject({ status: 409, body: { type: "/problems/already-enrolled" } });
    await house.bid(auctionId, first, [["4500", "2"]]);
    await house.bid(auctionId, second, [
      ["4600", "1"],
      ["4400", "2"],
    ]);
    await closed(auctionId);
    const { items } = (await get(first.subject, `/auctions/own/enrolments?auctionId=${auctionId}`)).body;
    expect(items).toHaveLength(2);
    expect(items).toEqual(
      expect.arrayContaining(
        [first, second].map((bidder) =>
          expect.objectContaining({ ...enrolmentOf(auctionId, bidder), project: bidder.project, state: "settled" }),
        ),
      ),
    );
    expect(await get(first.subject, enrolmentPath(auctionId, first, "/confirmation"))).toMatchObject({
      body: { project: first.project, award: { quantity: "2", amount: "9000.00" } },
    });
    expect(await get(first.subject, enrolmentPath(auctionId, second, "/confirmation"))).toMatchObject({
      body: { project: second.project, award: { quantity: "3", amount: "13400.00" } },
    });
    const { available } = await house.ports.ledger.position(siteAccount(first.siteId), "permit/SO2/ezhou/2026-06/2031-05");
    expect(available.toString()).toBe("5");
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("counts once for the minimum number of bidders", async () => {
    const [first, second] = await twoProjects();
    const auctionId = await opened({ minimumBidders: 2 }, first, second);
    for (const bidder of [first, second]) await house.bid(auctionId, bidder, [["4500", "2"]]);
    await closed(auctionId);
    expect(await house.call({ method: "GET", path: `/auctions/${auctionId}` })).toMatchObject({ body: { outcome: "negotiate" } });
    expect(await house.call({ method: "GET", path: `/auctions/${auctionId}/bulletin` })).toMatchObject({ body: { bidders: 1 } });
  });

  it("shares one limit", async () => {
    const [first, second] = await twoProjects();
    const auctionId = await opened({ bidderLimit: { quantity: "3" } }, first, second);
    await house.bid(auctionId, first, [["4500", "2"]]);
    await house.bid(auctionId, second, [["4600", "2"]]);
    await closed(auctionId);
    const awards = await Promise.all([first, second].map((bidder) => house.ports.own.award(enrolmentOf(auctionId, bidder))));
    expect(awards.map((award) => award?.quantity.toString())).toEqual(["1", "2"]);
  });

  it("keeps an enrolment to its own member: named by another, it is not found, neither bid for, read, paid nor replayed", async () => {
    const [owner, other] = [await house.bidder({ cash: "12000" }), await house.bidder()];
    const auctionId = await opened({}, owner, other);
    const path = enrolmentPath(auctionId, owner);
    const bid = { method: "PUT", path: `${path}/bid`, body: { steps: [{ price: "4000", quantity: "5" }] }, key: "known-to-both" } as const;
    expect(await house.call({ as: owner.subject, ...bid })).toMatchObject({ status: 200 });
    for (const request of [
      bid,
      { ...bid, key: "another" },
      { method: "GET", path: `${path}/bid` },
      { method: "GET", path },
      { method: "GET", path: `${path}/confirmation` },
    ] as const) {
      expect(await house.call({ as: other.subject, ...request })).toMatchObject({ status: 404, body: { type: "/problems/not-found" } });
    }
    await closed(auctionId);
    expect(await house.call({ as: other.subject, method: "POST", path: `${path}/payment` })).toMatchObject({
      status: 409,
      body: { type: "/problems/nothing-due" },
    });
    expect(await house.ports.own.award(enrolmentOf(auctionId, owner))).toMatchObject({ state: "due" });
  });
});
