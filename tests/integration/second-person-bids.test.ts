import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { tablesOf } from "../../shared/deployment/derive.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { type EndpointDescription, isWrite } from "../../shared/kernel/endpoint.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { type AuctionHouse, type Bidder, enrolmentPath, openAuctionHouse, type Reply } from "../support/auction-house.ts";
import { givenMember } from "../support/members.ts";
import { pathOf } from "../support/ownership.ts";
import { colleagueOf } from "../support/second-person.ts";
import { openWholeApi } from "../support/whole-api.ts";

const endpoints = contexts.flatMap((context): readonly EndpointDescription[] => Object.values(context.endpoints));
const usual = [["4500", "2"]] as const;

describe("a bid that needs a second person", () => {
  let house: AuctionHouse;
  let bidder: Bidder;
  let approver: string;
  let auctionId: string;

  beforeAll(async () => {
    house = await openAuctionHouse();
  });
  beforeEach(async () => {
    bidder = await house.bidder({ party: { secondPersonFor: ["bids"] } });
    approver = await colleagueOf(house.engine, bidder.subject);
    auctionId = await house.announce({ lot: { ...lot, quantity: "5" } });
    await house.enrol(auctionId, bidder, "5");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  });

  const lot = { pollutant: "SO2", pool: "ezhou", firstMonth: "2026-06", lastMonth: "2031-05" };
  /** Enters a bid, and returns the address of the request. */
  const entered = async (steps: readonly (readonly [string, string])[] = usual): Promise<string> => {
    house.clock.moveTo(plusSeconds(house.clock.now(), 1));
    const body = { steps: steps.map(([price, quantity]) => ({ price, quantity })) };
    const answer = await house.enter({ as: bidder.subject, method: "PUT", path: enrolmentPath(auctionId, bidder, "/bid"), body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    return required(answer.headers.location, "address of the request");
  };
  const approve = (address: string): Promise<Reply> => house.enter({ as: approver, method: "POST", path: `${address}/approval` });
  const ownBid = (): Promise<Reply> => house.call({ as: bidder.subject, method: "GET", path: enrolmentPath(auctionId, bidder, "/bid") });

  it("is no bid until another approves, and takes the time of its approval", async () => {
    const address = await entered();
    expect(await ownBid()).toMatchObject({ status: 404 });
    house.clock.moveTo(plusSeconds(house.clock.now(), 60));
    const approved = await approve(address);
    expect(approved).toMatchObject({ status: 200, body: { state: "approved", result: { version: 1, receivedAt: house.clock.now() } } });
    expect(await ownBid()).toMatchObject({ status: 200, body: approved.body.result as object });
    await house.close(auctionId);
    const bulletin = await house.call({ method: "GET", path: `/auctions/${auctionId}/bulletin` });
    expect(bulletin.body).toMatchObject({ sold: "2" });
  });

  it("lapses at the close: it says so when it is entered, is refused afterwards, and nothing of it gets into the book", async () => {
    const address = await entered();
    const { closesAt } = required(await house.ports.own.auction(auctionId), "auction").schedule;
    expect(await house.enter({ as: approver, method: "GET", path: address })).toMatchObject({
      body: { endsAt: closesAt, state: "pending" },
    });
    await house.close(auctionId);
    expect(await approve(address)).toMatchObject({ status: 409, body: { type: "/problems/request-ended" } });
    const { body } = await house.call({ as: house.operator, method: "GET", path: `/auctions/${auctionId}/book` });
    expect(JSON.stringify(body)).not.toContain("4500");
    expect(await ownBid()).toMatchObject({ status: 404 });
  });

  it("that two persons made is not withdrawn by one: withdrawing its enrolment waits as well, until enrolment ends", async () => {
    await approve(await entered());
    const withdrawal = () => house.enter({ as: bidder.subject, method: "POST", path: enrolmentPath(auctionId, bidder, "/withdrawal") });
    const withdrawing = await withdrawal();
    expect(withdrawing).toMatchObject({ status: 202, body: { operation: "withdrawEnrolment" } });
    expect(await ownBid()).toMatchObject({ status: 200, body: { version: 1 } });
    const address = required(withdrawing.headers.location, "address of the request");
    const { enrolsUntil } = required(await house.ports.own.auction(auctionId), "auction").schedule;
    expect(await house.enter({ as: approver, method: "GET", path: address })).toMatchObject({ body: { endsAt: enrolsUntil } });
    expect(await house.enter({ as: bidder.subject, method: "POST", path: `${address}/approval` })).toMatchObject({
      body: { type: "/problems/own-entry" },
    });
    expect(await approve(address)).toMatchObject({ status: 200, body: { result: { state: "withdrawn" } } });
    expect(await ownBid()).toMatchObject({ status: 404 });
  });

  it("is refused where its auction was cancelled meanwhile", async () => {
    const address = await entered();
    const { schedule } = required(await house.ports.own.auction(auctionId), "auction");
    house.clock.moveTo(plusSeconds(schedule.closesAt, -1));
    expect(
      await house.call({ as: house.operator, method: "POST", path: `/auctions/${auctionId}/cancellation`, body: { reason: "flood" } }),
    ).toMatchObject({ status: 200 });
    expect(await approve(address)).toMatchObject({ status: 409, body: { type: "/problems/auction-not-running" } });
  });

  it("counts as a quote when it is approved, not when it is entered", async () => {
    auctionId = await house.announce({ lot: { ...lot, quantity: "5" }, revision: { rule: "free", maximumQuotes: 1 } });
    await house.enrol(auctionId, bidder, "5");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    const [first, second] = [await entered([["4500", "1"]]), await entered([["4600", "1"]])];
    expect(await approve(second)).toMatchObject({ status: 200, body: { result: { version: 1, steps: [{ price: "4600" }] } } });
    expect(await approve(first)).toMatchObject({ status: 409, body: { type: "/problems/too-many-quotes" } });
  });

  it("is decided on the rules as they are at its approval: a bid that came first may forbid it", async () => {
    auctionId = await house.announce({ lot: { ...lot, quantity: "5" }, revision: { rule: "raise-only", maximumQuotes: 5 } });
    await house.enrol(auctionId, bidder, "5");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    const [low, high] = [await entered([["4100", "1"]]), await entered([["4900", "1"]])];
    expect(await approve(high)).toMatchObject({ status: 200 });
    expect(await approve(low)).toMatchObject({ status: 409, body: { type: "/problems/bid-lowered" } });
  });

  it("is done once, however often and by whomever it is approved", async () => {
    const address = await entered();
    const third = await colleagueOf(house.engine, bidder.subject, "third");
    const answers = await Promise.all(
      [approver, third, approver, third].map((as) => house.enter({ as, method: "POST", path: `${address}/approval` })),
    );
    const [winner] = [...new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.decidedBy))];
    expect(answers.map(({ status, body }) => (status === 200 ? body.decidedBy : body.type)).sort()).toEqual(
      ["/problems/request-decided", "/problems/request-decided", winner, winner].sort(),
    );
    expect(await ownBid()).toMatchObject({ body: { version: 1 } });
  });

  it("is sealed as a bid: no fact, no stream, no table but that of bids holds it, and no route gives it away but to its bidder", async () => {
    const canary = "987650";
    const address = await entered([[canary, "1.237"]]);
    const requestId = address.split("/").at(-1) ?? "";
    for (const [name, { streamed }] of Object.entries(tablesOf(contexts))) {
      const { Items = [] } = await house.engine.dynamo.send(new ScanCommand({ TableName: name, ConsistentRead: true }));
      const holds = (text: string): boolean => JSON.stringify(Items).includes(text);
      expect([name, holds(canary)]).toEqual([name, name === "Bidding"]);
      // Not even that something waits is where a relay or another function's list could show it.
      if (streamed) expect([name, holds(requestId)]).toEqual([name, false]);
    }
    const api = await openWholeApi(house.engine, house.clock);
    const others = await Promise.all(
      (["enterprise", "bank", "district", "verifier"] as const).map((role) => givenMember(house.engine, { role })),
    );
    const values = { auctionId, requestId, partyId: bidder.partyId, siteId: bidder.siteId, project: bidder.project };
    for (const endpoint of endpoints.filter((each) => !isWrite(each))) {
      for (const as of [...others.map(({ subject }) => subject), house.operator, house.regulator, undefined]) {
        const answer = await api.call({ method: endpoint.method, path: pathOf(endpoint, values), ...(as && { as }) });
        const text = JSON.stringify(answer.body);
        expect(text, endpoint.operationId).not.toContain(canary);
        expect(text, endpoint.operationId).not.toContain(requestId);
      }
    }
    expect(JSON.stringify(await house.enter({ as: approver, method: "GET", path: address }))).toContain(canary);
    expect((await house.enter({ as: approver, method: "GET", path: "/approvals" })).body.items).toMatchObject([
      { requestId, operation: "submitBid" },
    ]);
  });

  it("is asked for by its member's own choice: one person switches it on, two switch it off", async () => {
    const free = await house.bidder();
    const api = await openWholeApi(house.engine, house.clock);
    const setting = "/parties/own/second-person/bids";
    expect(await api.enter({ as: free.subject, method: "DELETE", path: setting })).toMatchObject({
      status: 409,
      body: { type: "/problems/second-person-unchanged" },
    });
    expect(await api.enter({ as: free.subject, method: "PUT", path: setting })).toMatchObject({
      status: 200,
      body: { secondPersonFor: ["bids"] },
    });
    await house.enrol(auctionId, free, "1");
    house.clock.moveTo(plusSeconds(house.clock.now(), 10));
    const bid = {
      as: free.subject,
      method: "PUT",
      path: enrolmentPath(auctionId, free, "/bid"),
      body: { steps: [{ price: "4500", quantity: "1" }] },
    } as const;
    const waiting = await api.enter(bid);
    expect(waiting).toMatchObject({ status: 202, body: { others: 0 } });
    const off = await api.enter({ as: free.subject, method: "DELETE", path: setting });
    expect(off).toMatchObject({ status: 202 });
    expect(await api.enter({ as: free.subject, method: "POST", path: `${off.headers.location}/approval` })).toMatchObject({ status: 403 });
    const second = await colleagueOf(house.engine, free.subject);
    expect(await api.enter({ as: second, method: "POST", path: `${off.headers.location}/approval` })).toMatchObject({
      status: 200,
      body: { result: { secondPersonFor: [] } },
    });
    house.clock.moveTo(plusSeconds(house.clock.now(), 10));
    expect(await api.enter({ ...bid, body: { steps: [{ price: "4600", quantity: "1" }] } })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    // What waited before waits on: who entered it wanted a second person.
    expect(await api.enter({ as: second, method: "POST", path: `${waiting.headers.location}/approval` })).toMatchObject({
      status: 200,
      body: { result: { version: 2 } },
    });
  });

  it("returns a bid that was made under the same key before the second person was switched on", async () => {
    const free = await house.bidder();
    const api = await openWholeApi(house.engine, house.clock);
    await house.enrol(auctionId, free, "1");
    const bid = {
      as: free.subject,
      method: "PUT",
      path: enrolmentPath(auctionId, free, "/bid"),
      key: "before",
      body: { steps: [{ price: "4500", quantity: "1" }] },
    } as const;
    const made = await api.enter(bid);
    expect(made).toMatchObject({ status: 200 });
    await api.enter({ as: free.subject, method: "PUT", path: "/parties/own/second-person/bids" });
    house.clock.moveTo(plusSeconds(house.clock.now(), 10));
    expect(await api.enter(bid)).toMatchObject({ status: 200, headers: { "idempotency-replayed": "true" }, body: made.body as object });
    expect((await api.enter({ as: free.subject, method: "GET", path: "/approvals/entered" })).body).toEqual({ items: [] });
  });
});
