import { beforeAll, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { type AuctionHouse, type Bidder, openAuctionHouse } from "../support/auction-house.ts";

let house: AuctionHouse;
beforeAll(async () => {
  // A Monday morning in Ezhou.
  house = await openAuctionHouse("2027-03-01T01:00:00.000Z");
});

const day = 24 * 3_600;

async function endedSale(...bidders: readonly Bidder[]): Promise<string> {
  const auctionId = await house.announce();
  house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  for (const bidder of bidders) await house.enrol(auctionId, bidder, "10");
  for (const [place, bidder] of bidders.entries()) await house.bid(auctionId, bidder, [[String(4500 - place * 100), "10"]]);
  await house.close(auctionId);
  return auctionId;
}
function object({ subject }: Bidder, auctionId: string, grounds = "our bid came first") {
  return house.call({ as: subject, method: "POST", path: `/auctions/${auctionId}/objections`, body: { grounds } });
}
function list(as: string, auctionId: string) {
  return house.call({ as, method: "GET", path: `/auctions/${auctionId}/objections` });
}

describe("an objection to the result of an auction", () => {
  it("is raised by whoever was enrolled, seen by the loser itself and the pool's authorities, and answered with document and reason", async () => {
    const [winner, loser] = [await house.bidder(), await house.bidder()];
    const auctionId = await endedSale(winner, loser);
    expect(await object(loser, auctionId)).toMatchObject({ status: 200, body: { state: "open", grounds: "our bid came first" } });
    expect((await list(winner.subject, auctionId)).body).toEqual({ items: [] });
    for (const as of [loser.subject, house.regulator, house.operator])
      expect((await list(as, auctionId)).body).toMatchObject({ items: [{ partyId: loser.partyId, state: "open" }] });
    const answer = { upheld: false, reason: "ranked by price", documentNumber: "EZ-9" };
    const path = `/auctions/${auctionId}/objections/${loser.partyId}/answer`;
    expect(await house.call({ as: house.operator, method: "POST", path, body: answer })).toMatchObject({
      status: 200,
      body: { state: "dismissed", answer: "ranked by price", documentNumber: "EZ-9" },
    });
    expect(await house.call({ as: house.operator, method: "POST", path, body: answer })).toMatchObject({
      status: 409,
      body: { type: "/problems/result-objection-answered" },
    });
  });

  it("is taken once a member, from its bidders only, after the end and until the end of the next working day", async () => {
    const [winner, loser, stranger] = [await house.bidder(), await house.bidder(), await house.bidder()];
    const running = await house.announce();
    expect(await object(stranger, running)).toMatchObject({ status: 409, body: { type: "/problems/not-ended" } });
    const auctionId = await endedSale(winner, loser);
    expect(await object(stranger, auctionId)).toMatchObject({ status: 409, body: { type: "/problems/not-enrolled" } });
    expect(await object(winner, auctionId)).toMatchObject({ status: 200 });
    expect(await object(winner, auctionId, "again")).toMatchObject({ status: 409, body: { type: "/problems/result-objection-exists" } });
    house.clock.moveTo(plusSeconds(house.clock.now(), 2 * day));
    expect(await object(loser, auctionId)).toMatchObject({
      status: 409,
      body: { type: "/problems/result-objections-closed", documentNumber: expect.any(String) },
    });
  });
});
