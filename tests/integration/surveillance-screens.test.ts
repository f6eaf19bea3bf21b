import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bidder } from "../support/auction-house.ts";
import { freshCreditCode, givenCodeClaim, givenMember } from "../support/members.ts";
import { openWatchedHouse, type WatchedHouse } from "./surveillance-support.ts";

describe("screens after each auction", () => {
  let house: WatchedHouse;
  let bidders: readonly Bidder[];
  beforeAll(async () => {
    house = await openWatchedHouse();
    bidders = await Promise.all(Array.from({ length: 8 }, () => house.bidder()));
  });
  const bidder = (number: number): Bidder => {
    const found = bidders[number];
    if (!found) throw new Error(`bidder ${number}`);
    return found;
  };
  const partyIds = (...those: readonly Bidder[]) => those.map(({ partyId }) => partyId).sort();
  const concerned = async (auctionId: string, screen: Parameters<Awaited<ReturnType<WatchedHouse["screensOf"]>>["get"]>[0]) =>
    (await house.screensOf(auctionId)).get(screen)?.concerned.map(({ partyId }) => partyId);

  it("stay silent on an honest auction: prices lie apart, quantities differ, and nobody wins most of it", async () => {
    const auctionId = await house.session({
      terms: { lot: { pollutant: "SO2", pool: "ezhou", firstMonth: "2027-01", lastMonth: "2031-12", quantity: "10" } },
      bids: [
        [bidder(0), [["7200", "3"]]],
        [bidder(1), [["6100", "2.5"]]],
        [
          bidder(2),
          [
            ["5400", "2"],
            ["5000", "1"],
          ],
        ],
        [bidder(3), [["4900", "4"]]],
        [bidder(4), [["4300", "1.5"]]],
      ],
    });
    expect(await house.standingOut(auctionId)).toEqual([]);
    const items = await house.call({ as: house.regulator, method: "GET", path: `/surveillance/items?auctionId=${auctionId}` });
    expect(items).toMatchObject({ status: 200, body: { items: [] } });
  });

  it("find bids that lie close together, with the value by its formula", async () => {
    const prices = ["4000", "4010", "4020", "4030", "4040"];
    const auctionId = await house.session({
      bids: prices.map((price, place) => [bidder(place), [[price, String(2 + place / 10)]]] as const),
    });
    const screens = await house.screensOf(auctionId);
    // Deviation of 15.8114 over a mean of 4,020.
    expect(screens.get("bid-dispersion")).toMatchObject({ value: "0.0039", standsOut: true });
    expect(screens.get("relative-distance")).toMatchObject({ standsOut: false });
    expect(await concerned(auctionId, "bid-dispersion")).toEqual(partyIds(...bidders.slice(0, 5)));
  });

  it("find one bid far from others that lie together, as where those only cover it", async () => {
    const prices = ["5600", "4030", "4020", "4010", "4000"];
    const auctionId = await house.session({
      bids: prices.map((price, place) => [bidder(place), [[price, String(2 + place / 10)]]] as const),
    });
    // A gap of 1,570 over a deviation of 12.91.
    expect((await house.screensOf(auctionId)).get("relative-distance")).toMatchObject({ value: "121.61", standsOut: true });
    expect(await house.standingOut(auctionId)).not.toContain("bid-dispersion");
  });

  it("find two bids with the same price-quantity pairs, and whose they are", async () => {
    const same = [
      ["5210", "1.234"],
      ["4870", "2.345"],
    ] as const;
    const auctionId = await house.session({
      bids: [
        [bidder(0), same],
        [bidder(1), [["6900", "3"]]],
        [bidder(2), same],
        [bidder(3), [["4400", "2"]]],
      ],
    });
    expect((await house.screensOf(auctionId)).get("shared-steps")).toMatchObject({ value: "2", standsOut: true });
    expect(await concerned(auctionId, "shared-steps")).toEqual(partyIds(bidder(0), bidder(2)));
    expect(await house.standingOut(auctionId)).toEqual(["shared-steps"]);
  });

  it("find one quote of most bidders", async () => {
    const auctionId = await house.session({
      bids: [...[0, 1, 2].map((number) => [bidder(number), [["4550", "2"]]] as const), [bidder(3), [["7000", "3"]]]],
    });
    expect((await house.screensOf(auctionId)).get("identical-quotes")).toMatchObject({ value: "0.75", standsOut: true });
    expect(await concerned(auctionId, "identical-quotes")).toEqual(partyIds(bidder(0), bidder(1), bidder(2)));
  });

  it("find associates on both sides: the seller's among the bidders, and several that bid apart", async () => {
    const associateGroup = randomUUID();
    const creditCode = freshCreditCode();
    const { partyId } = await givenMember(house.engine, { role: "enterprise", party: { creditCode, associateGroup } });
    await givenCodeClaim(house.engine, { creditCode, partyId });
    const [one, other] = [await house.bidder({ party: { associateGroup } }), await house.bidder({ party: { associateGroup } })];
    const auctionId = await house.session({
      terms: { seller: { name: "Paper group", creditCode } },
      bids: [
        [one, [["7100", "3"]]],
        [bidder(1), [["6000", "3"]]],
        [other, [["5200", "3"]]],
        [bidder(2), [["4300", "1"]]],
      ],
    });
    const screens = await house.screensOf(auctionId);
    expect(screens.get("associate-of-seller")).toMatchObject({ value: "2", standsOut: true });
    expect(screens.get("associates-apart")).toMatchObject({ value: "2", standsOut: true });
    expect(await concerned(auctionId, "associate-of-seller")).toEqual(partyIds(one, other));
    // Together they bought 6 of 10 tonnes: associates count as one buyer.
    expect(screens.get("top-buyer-share")).toMatchObject({ value: "0.6", standsOut: false });
  });

  it("find a buyer of nearly all", async () => {
    const auctionId = await house.session({
      bids: [
        [bidder(0), [["7000", "8"]]],
        [bidder(1), [["5500", "2"]]],
        [bidder(2), [["4500", "3"]]],
      ],
    });
    expect((await house.screensOf(auctionId)).get("top-buyer-share")).toMatchObject({ value: "0.8", standsOut: true });
    expect(await concerned(auctionId, "top-buyer-share")).toEqual(partyIds(bidder(0)));
  });

  it("find withdrawals within an hour, and not those over a longer time", async () => {
    const bids = [0, 1, 2].map((number) => [bidder(number), [[String(4300 + 900 * number), "3"]]] as const);
    const withdrawing = [bidder(3), bidder(4), bidder(5)];
    const together = await house.session({ bids, withdrawing });
    expect((await house.screensOf(together)).get("withdrawals-together")).toMatchObject({ value: "3", standsOut: true });
    expect(await concerned(together, "withdrawals-together")).toEqual(partyIds(...withdrawing));
    const apart = await house.session({ bids, withdrawing: [bidder(3), bidder(4)], minutesBetween: 25 });
    expect((await house.screensOf(apart)).get("withdrawals-together")).toMatchObject({ value: "2", standsOut: false });
  });

  it("find that most of those enrolled had no bid at the close", async () => {
    const auctionId = await house.session({
      bids: [
        [bidder(0), [["6000", "4"]]],
        [bidder(1), [["4500", "4"]]],
      ],
      silent: [bidder(2), bidder(3)],
    });
    expect((await house.screensOf(auctionId)).get("silent-enrolments")).toMatchObject({ value: "0.5", standsOut: true });
  });

  it("say why a figure can't be computed, of an auction in which nobody bid", async () => {
    const auctionId = await house.session({});
    const screens = await house.screensOf(auctionId);
    expect(screens.get("bid-dispersion")).toMatchObject({ unmeasured: "too-few-bidders", standsOut: false });
    expect(screens.get("top-buyer-share")).toMatchObject({ unmeasured: "nothing-sold", standsOut: false });
    expect(await house.standingOut(auctionId)).toEqual([]);
  });
});

describe("screens across the sessions of a market", () => {
  const market = { pollutant: "NOx", pool: "ezhou", firstMonth: "2026-06", lastMonth: "2031-05", quantity: "10" };

  it("find bidders that are always the same and win in turn, and compare with the past", async () => {
    const house = await openWatchedHouse();
    const three = await Promise.all(Array.from({ length: 3 }, () => house.bidder()));
    const sessions: string[] = [];
    for (let number = 0; number < 6; number += 1) {
      const bids = three.map((each, place) => {
        const wins = place === number % 3;
        return [each, [[wins ? String(6000 + 100 * number) : String(4200 + 300 * place), wins ? "6" : "2"]]] as const;
      });
      sessions.push(await house.session({ bids }));
    }
    const [first = "", , , , fifth = "", last = ""] = sessions;
    expect((await house.screensOf(first)).get("top-buyer-share")).toMatchObject({
      past: { sessions: 0, text: { en: "There is no past of this market to compare with yet." } },
    });
    expect((await house.screensOf(fifth)).get("rotation")).toMatchObject({ unmeasured: "too-few-sessions" });
    const screens = await house.screensOf(last);
    expect(screens.get("rotation")).toMatchObject({ value: "1", standsOut: true });
    expect(screens.get("bidder-overlap")).toMatchObject({ value: "1", standsOut: true });
    expect(screens.get("top-buyer-share")).toMatchObject({ past: { sessions: 5, mean: "0.6", percentile: "1" } });
    expect(
      screens
        .get("rotation")
        ?.concerned.map(({ partyId }) => partyId)
        .sort(),
    ).toEqual(three.map(({ partyId }) => partyId).sort());
  });

  it("stay silent where others come each time and nobody waits for a turn", async () => {
    const house = await openWatchedHouse();
    const many = await Promise.all(Array.from({ length: 9 }, () => house.bidder()));
    const chosen = [
      [0, 1, 2],
      [0, 3, 4],
      [5, 1, 6],
      [7, 0, 8],
      [2, 3, 5],
      [0, 4, 8],
    ];
    let last = "";
    for (const [number, those] of chosen.entries()) {
      const bids = those.flatMap((who, place) => {
        const each = many[who];
        return each ? [[each, [[String(6800 - 900 * place - 10 * number), String(4 - place)]]] as const] : [];
      });
      last = await house.session({ bids });
    }
    expect(await house.standingOut(last)).toEqual([]);
    expect((await house.screensOf(last)).get("rotation")).toMatchObject({ value: "0", standsOut: false });
  });

  it("find that the same members withdrew, or had no bid, here and before", async () => {
    const house = await openWatchedHouse();
    const [winner, rival, one, other] = await Promise.all(Array.from({ length: 4 }, () => house.bidder()));
    if (!winner || !rival || !one || !other) throw new Error("four bidders");
    const bids = [
      [winner, [["6000", "4"]]],
      [rival, [["4600", "3"]]],
    ] as const;
    await house.session({ bids, withdrawing: [one, other], minutesBetween: 40 });
    await house.session({ bids, withdrawing: [one], silent: [other] });
    const last = await house.session({ bids, withdrawing: [other], silent: [one] });
    const seen = (await house.screensOf(last)).get("withdrawals-repeated");
    expect(seen).toMatchObject({ value: "2", standsOut: true });
    expect(seen?.concerned.map(({ partyId }) => partyId).sort()).toEqual([one.partyId, other.partyId].sort());
  });

  it("keep markets apart", async () => {
    const house = await openWatchedHouse();
    const bidder = await house.bidder();
    await house.session({ bids: [[bidder, [["5000", "3"]]]] });
    const elsewhere = await house.session({ terms: { lot: market } });
    expect((await house.screensOf(elsewhere)).get("shared-steps")?.past).toMatchObject({ sessions: 0 });
  });
});
