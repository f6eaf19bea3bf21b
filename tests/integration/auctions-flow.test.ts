import { beforeAll, describe, expect, it } from "vitest";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { type AuctionHouse, type Bidder, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { conservationFaults } from "../support/conservation.ts";

const permit = "permit/SO2/ezhou/2026-06/2031-05";

describe("a public auction, from announcement to delivery", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse();
  });

  async function cashOf({ partyId }: Bidder) {
    const { available, held } = await house.ports.ledger.position(partyAccount(partyId), CNY);
    return { available: available.toFixed(2), held: held.toFixed(2) };
  }
  async function permitsOf({ siteId }: Bidder) {
    return (await house.ports.ledger.position(siteAccount(siteId), permit)).available.toString();
  }

  it("sells to the highest bids, price before time, and delivers against payment", async () => {
    const auctionId = await house.announce();
    const [a, b, c] = await Promise.all([house.bidder(), house.bidder(), house.bidder()]);
    for (const bidder of [a, b, c])
      expect(await house.enrol(auctionId, bidder, "6")).toMatchObject({ status: 201, body: { deposit: "7200.00" } });
    expect(await cashOf(a)).toEqual({ available: "992800.00", held: "7200.00" });

    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    expect(await house.bid(auctionId, a, [["4500", "6"]])).toMatchObject({ status: 200, body: { version: 1 } });
    expect(
      await house.bid(auctionId, b, [
        ["4400", "2"],
        ["4600", "2"],
      ]),
    ).toMatchObject({ status: 200 });
    expect(await house.bid(auctionId, c, [["4400", "5"]])).toMatchObject({ status: 200 });
    await house.close(auctionId);

    const bulletin = await house.call({ method: "GET", path: `/auctions/${auctionId}/bulletin` });
    expect(bulletin).toMatchObject({
      status: 200,
      body: { outcome: "cleared", sold: "10", clearingPrice: "4400", topPrice: "4600", bidders: 3 },
    });
    await house.settle(auctionId);
    expect(await permitsOf(a)).toBe("6");
    expect(await permitsOf(b)).toBe("4");
    expect(await permitsOf(c)).toBe("0");
    // 6 x 4,500 and 1 % fee.
    expect(await cashOf(a)).toEqual({ available: "972730.00", held: "0.00" });
    expect(await cashOf(c)).toEqual({ available: "1000000.00", held: "0.00" });
    expect(await house.call({ as: a.subject, method: "GET", path: enrolmentPath(auctionId, a, "/confirmation") })).toMatchObject({
      status: 200,
      body: { award: { amount: "27000.00", fee: "270.00", state: "settled" }, deliveredTonnes: "6", retiredTonnes: "0" },
    });
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("gives a winner without cash until the deadline, and then forfeits the deposit", async () => {
    const auctionId = await house.announce();
    const poor = await house.bidder({ cash: "12000" });
    await house.enrol(auctionId, poor, "10");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await house.bid(auctionId, poor, [["4000", "10"]]);
    await house.close(auctionId);
    await house.settle(auctionId);
    const dues = await house.call({ as: poor.subject, method: "GET", path: "/auctions/own/dues" });
    expect(dues.body).toMatchObject({ items: [{ auctionId, toPay: "28400.00" }] });
    expect(await house.call({ as: poor.subject, method: "POST", path: enrolmentPath(auctionId, poor, "/payment") })).toMatchObject({
      status: 409,
      body: { type: "/problems/cash-not-covered" },
    });
    const [due] = dues.body.items as { payBy: string }[];
    house.clock.moveTo(due?.payBy ?? "");
    await defaultAwards(house.ports);
    expect(await cashOf(poor)).toEqual({ available: "0.00", held: "12000.00" });
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(await cashOf(poor)).toEqual({ available: "0.00", held: "0.00" });
    expect(await permitsOf(poor)).toBe("0");
    expect(await house.call({ as: poor.subject, method: "POST", path: enrolmentPath(auctionId, poor, "/payment") })).toMatchObject({
      status: 409,
    });
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("returns everything when it is cancelled, and never opens a bid", async () => {
    const auctionId = await house.announce();
    const bidder = await house.bidder();
    await house.enrol(auctionId, bidder, "5");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await house.bid(auctionId, bidder, [["4990", "5"]]);
    const cancelled = await house.call({
      as: house.operator,
      method: "POST",
      path: `/auctions/${auctionId}/cancellation`,
      body: { reason: "wrong lot" },
    });
    expect(cancelled).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect(await house.bid(auctionId, bidder, [["5000", "5"]])).toMatchObject({
      status: 409,
      body: { type: "/problems/auction-not-running" },
    });
    await house.settle(auctionId);
    expect(await cashOf(bidder)).toEqual({ available: "1000000.00", held: "0.00" });
    await house.close(auctionId);
    const bulletin = await house.call({ method: "GET", path: `/auctions/${auctionId}/bulletin` });
    expect(bulletin.body).toMatchObject({ outcome: "cancelled", reason: "wrong lot" });
    expect(JSON.stringify(bulletin)).not.toContain("4990");
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("gives the same result when the closing job runs twice concurrently and again", async () => {
    const auctionId = await house.announce();
    const [a, b] = await Promise.all([house.bidder(), house.bidder()]);
    for (const bidder of [a, b]) await house.enrol(auctionId, bidder, "8");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    for (const bidder of [a, b]) await house.bid(auctionId, bidder, [["4200", "8"]]);
    house.clock.moveTo(plusSeconds(house.clock.now(), 7_200));
    await Promise.all([house.closeDue(), house.closeDue()]);
    await house.closeDue();
    await Promise.all([house.settle(auctionId), house.settle(auctionId)]);
    expect([await permitsOf(a), await permitsOf(b)].sort()).toEqual(["2", "8"]);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });
});
