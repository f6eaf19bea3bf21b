import { beforeAll, describe, expect, it } from "vitest";
import { submitBid } from "../../functions/auctions/bidding/submit-bid.ts";
import { auctionsEndpoints, auctionsFacts } from "../../functions/auctions/contract.ts";
import { biddingPorts } from "../../functions/auctions/ports.ts";
import { tellPostponed } from "../../functions/auctions/sale/tell-postponed.ts";
import { readManifest } from "../../shared/auctions/sealed-book.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { conservationFaults } from "../support/conservation.ts";
import { engineClient } from "../support/engine.ts";
import { storedFacts } from "../support/stored-facts.ts";

describe("an enrolment can be withdrawn until enrolment ends", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse();
  });

  const refusal = (code: string, more: object = {}) => ({ body: { type: `/problems/${code}`, ...more } });
  const read = (as: string, path: string) => house.call({ as, method: "GET", path });
  const withdraw = (auctionId: string, bidder: Bidder, as = bidder.subject, key?: string) =>
    house.call({ as, method: "POST", path: enrolmentPath(auctionId, bidder, "/withdrawal"), ...(key && { key }) });
  const holdings = async ({ partyId, siteId, project }: Bidder) => {
    const positions = await Promise.all([
      house.ports.ledger.position(partyAccount(partyId), "CNY"),
      house.ports.ledger.position(siteAccount(siteId), `need/SO2/${project}`),
    ]);
    return positions.map(({ available, held }) => `${available} + ${held}`);
  };
  /** An auction that is open for bids and for enrolment, with these bidders enrolled for 5 t each. */
  async function enrolled(terms: object, ...bidders: readonly Bidder[]): Promise<string> {
    const auctionId = await house.announce(terms);
    for (const bidder of bidders) expect(await house.enrol(auctionId, bidder, "5")).toMatchObject({ status: 201 });
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    return auctionId;
  }
  const bookOf = async (auctionId: string) => readManifest(await house.ports.evidence.manifest(auctionId));
  const none = { revision: { rule: "none", maximumQuotes: 1 } } as const;
  const raiseOnly = { revision: { rule: "raise-only", maximumQuotes: 10 } } as const;

  it("which frees its need and its deposit, states a fact, and lets the need be used elsewhere", async () => {
    const bidder = await house.bidder({ tonnes: "5" });
    const auctionId = await enrolled({}, bidder);
    expect(await holdings(bidder)).toEqual(["994000 + 6000", "0 + 5"]);
    expect(await withdraw(auctionId, bidder)).toMatchObject({ status: 200, body: { state: "withdrawn", deposit: "6000.00" } });
    expect(await holdings(bidder)).toEqual(["1000000 + 0", "5 + 0"]);
    expect(await read(bidder.subject, enrolmentPath(auctionId, bidder))).toMatchObject({ body: { state: "withdrawn" } });
    const { enrolmentId } = enrolmentOf(auctionId, bidder);
    const facts = await storedFacts(house.engine, auctionsFacts.enrolmentWithdrawn, ({ data }) => data.enrolmentId === enrolmentId);
    expect(facts).toMatchObject([{ actor: bidder.subject, parties: [bidder.partyId], data: { tonnes: "5", deposit: "6000.00" } }]);
    expect(await house.enrol(await house.announce(), bidder, "5")).toMatchObject({ status: 201 });
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("once, by its own member, and not after enrolment has ended or the auction was cancelled", async () => {
    const [bidder, other] = [await house.bidder(), await house.bidder()];
    const auctionId = await enrolled({}, bidder, other);
    expect(await withdraw(auctionId, bidder, other.subject)).toMatchObject({ status: 404 });
    const first = await withdraw(auctionId, bidder, bidder.subject, "once");
    expect(await withdraw(auctionId, bidder, bidder.subject, "once")).toMatchObject({
      body: first.body,
      headers: { "idempotency-replayed": "true" },
    });
    expect(await withdraw(auctionId, bidder)).toMatchObject(refusal("not-enrolled"));
    house.clock.moveTo(plusSeconds(house.clock.now(), 3_600));
    expect(await withdraw(auctionId, other)).toMatchObject(refusal("enrolment-closed"));
    const cancelled = await enrolled({}, other);
    const cancellation = { method: "POST", path: `/auctions/${cancelled}/cancellation`, body: { reason: "wrong lot" } } as const;
    await house.call({ as: house.operator, ...cancellation });
    expect(await withdraw(cancelled, other)).toMatchObject(refusal("auction-not-running"));
  });

  it("together with its bid under the rule free: the bid is in no book, and none can be made afterwards", async () => {
    const [bidder, other] = [await house.bidder(), await house.bidder()];
    const auctionId = await enrolled({}, bidder, other);
    await house.bid(auctionId, bidder, [["4500", "5"]], "first");
    await house.bid(auctionId, other, [["4100", "5"]]);
    expect(await withdraw(auctionId, bidder)).toMatchObject({ status: 200 });
    expect(await read(bidder.subject, enrolmentPath(auctionId, bidder, "/bid"))).toMatchObject({ status: 404 });
    expect(await house.bid(auctionId, bidder, [["4600", "5"]])).toMatchObject(refusal("not-enrolled"));
    // The same request sent again is told what it was told, and makes no bid.
    expect(await house.bid(auctionId, bidder, [["4500", "5"]], "first")).toMatchObject({ status: 200, body: { version: 1 } });
    await house.close(auctionId);
    const book = await bookOf(auctionId);
    expect(book.enrolments.map(({ partyId }) => partyId)).toEqual([other.partyId]);
    expect(JSON.stringify(book)).not.toContain("4500");
    await house.settle(auctionId);
    expect(await holdings(bidder)).toEqual(["1000000 + 0", "100 + 0"]);
    const { enrolmentId } = enrolmentOf(auctionId, bidder);
    expect(await storedFacts(house.engine, auctionsFacts.enrolmentReleased, ({ data }) => data.enrolmentId === enrolmentId)).toEqual([]);
  });

  it.each([raiseOnly, none])("after a bid under no other rule, but before it under every rule: %j", async (terms) => {
    const [bidder, silent] = [await house.bidder(), await house.bidder()];
    const auctionId = await enrolled(terms, bidder, silent);
    const bid = await house.bid(auctionId, bidder, [["4500", "5"]]);
    const { rule } = terms.revision;
    expect(await withdraw(auctionId, bidder)).toMatchObject(refusal("revision-not-allowed", { rule }));
    expect(await read(bidder.subject, enrolmentPath(auctionId, bidder, "/bid"))).toMatchObject({ body: bid.body });
    expect(await withdraw(auctionId, silent)).toMatchObject({ status: 200 });
    await house.close(auctionId);
    expect((await bookOf(auctionId)).enrolments).toMatchObject([{ partyId: bidder.partyId, bid: { version: 1 } }]);
  });

  it("and made anew, for other tonnes: its bids are checked against these, and quotes are counted on", async () => {
    const bidder = await house.bidder();
    const auctionId = await enrolled({ revision: { rule: "free", maximumQuotes: 3 } }, bidder);
    await house.bid(auctionId, bidder, [["4500", "5"]]);
    for (let round = 0; round < 2; round += 1) {
      expect(await withdraw(auctionId, bidder)).toMatchObject({ status: 200 });
      expect(await house.enrol(auctionId, bidder, "2")).toMatchObject({ status: 201, body: { state: "enrolled", tonnes: "2" } });
    }
    expect(await house.enrol(auctionId, bidder, "2")).toMatchObject(refusal("already-enrolled"));
    expect(await house.bid(auctionId, bidder, [["4500", "5"]])).toMatchObject(refusal("above-enrolled-tonnes", { enrolled: "2" }));
    expect(await house.bid(auctionId, bidder, [["4400", "2"]])).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await house.bid(auctionId, bidder, [["4410", "2"]])).toMatchObject({ status: 200, body: { version: 3 } });
    expect(await house.bid(auctionId, bidder, [["4420", "2"]])).toMatchObject(refusal("too-many-quotes"));
    await house.close(auctionId);
    await house.settle(auctionId);
    expect(await read(bidder.subject, enrolmentPath(auctionId, bidder))).toMatchObject({
      body: { state: "settled", award: { quantity: "2", amount: "8820.00" } },
    });
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("and made anew without a bid: the tombstone of the first holds none", async () => {
    const bidder = await house.bidder();
    const auctionId = await enrolled({ ...none, minimumBidders: 1 }, bidder);
    await withdraw(auctionId, bidder);
    await house.enrol(auctionId, bidder, "1");
    await house.close(auctionId);
    expect((await bookOf(auctionId)).enrolments).toMatchObject([{ partyId: bidder.partyId, bid: null }]);
    await house.settle(auctionId);
    expect(await holdings(bidder)).toEqual(["1000000 + 0", "100 + 0"]);
  });

  it("and made anew twice while a bid is in flight: the bid is not accepted for the tonnes of the enrolment it was decided on", async () => {
    const bidder = await house.bidder();
    const auctionId = await enrolled({}, bidder);
    const anew = async (tonnes: string) => {
      expect(await withdraw(auctionId, bidder)).toMatchObject({ status: 200 });
      expect(await house.enrol(auctionId, bidder, tonnes)).toMatchObject({ status: 201 });
    };
    await anew("4");
    // The bid has read the tombstone and the enrolment of 4 t; before it commits, the tombstone is written again, the same as before.
    const dynamo = engineClient(house.engine.endpoint);
    let meanwhile: (() => Promise<void>) | undefined = () => anew("1");
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        async (given) => {
          const first = commandName === "TransactWriteItemsCommand" ? meanwhile : undefined;
          if (first) meanwhile = undefined;
          await first?.();
          return next(given);
        },
      { step: "initialize" },
    );
    const caller = { subject: bidder.subject, partyId: bidder.partyId, role: "enterprise" as const, area: "420700" };
    const outcome = await submitBid(biddingPorts({ ...house.granted, dynamo }), {
      ...{ endpoint: auctionsEndpoints.submitBid, caller, key: "in-flight", params: enrolmentOf(auctionId, bidder), query: {} },
      body: { steps: [{ price: decimal("4500"), quantity: decimal("4") }] },
    });
    expect(meanwhile).toBeUndefined();
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "above-enrolled-tonnes" } });
    expect(await read(bidder.subject, enrolmentPath(auctionId, bidder, "/bid"))).toMatchObject({ status: 404 });
  });

  it("and counts for nothing then: not for the minimum of bidders, nor is it told of a postponement", async () => {
    const [bidder, other] = [await house.bidder(), await house.bidder()];
    const auctionId = await enrolled({ minimumBidders: 2 }, bidder, other);
    for (const each of [bidder, other]) await house.bid(auctionId, each, [["4500", "2"]]);
    await withdraw(auctionId, bidder);
    const { schedule } = (await read(house.operator, `/auctions/${auctionId}`)).body as { schedule: { closesAt: string } };
    const body = { schedule: { ...schedule, closesAt: plusSeconds(schedule.closesAt, 60) }, reason: "holiday" };
    await house.call({ as: house.operator, method: "PUT", path: `/auctions/${auctionId}/schedule`, body });
    const [postponed] = await storedFacts(house.engine, auctionsFacts.auctionPostponed, ({ data }) => data.auctionId === auctionId);
    await tellPostponed(house.ports, required(postponed, "fact of the postponement"));
    const told = await storedFacts(house.engine, auctionsFacts.enrolmentPostponed, ({ data }) => data.auctionId === auctionId);
    expect(told.map(({ data }) => data.partyId)).toEqual([other.partyId]);
    await house.close(auctionId);
    expect(await read(house.operator, `/auctions/${auctionId}`)).toMatchObject({ body: { outcome: "negotiate" } });
  });

  it("while a first bid is made at the same moment: exactly one of the two has its way", async () => {
    for (let round = 0; round < 12; round += 1) {
      const bidder = await house.bidder();
      const auctionId = await enrolled(round % 2 === 0 ? {} : none, bidder);
      const [bid, withdrawal] = await Promise.all([house.bid(auctionId, bidder, [["4500", "5"]]), withdraw(auctionId, bidder)]);
      const found = await read(bidder.subject, enrolmentPath(auctionId, bidder, "/bid"));
      // Under `free` a withdrawal takes a bid with it; under `none` it is refused where the bid came first.
      if (withdrawal.status === 200) expect(found.status).toBe(404);
      else expect([bid.status, found.status, withdrawal.status]).toEqual([200, 200, 409]);
      if (round % 2 === 1) expect([bid.status, withdrawal.status].toSorted()).toEqual([200, 409]);
      await house.close(auctionId);
      const kept = (await bookOf(auctionId)).enrolments.filter((each) => each.bid);
      expect(kept).toHaveLength(withdrawal.status === 200 ? 0 : 1);
    }
  });
});
