import { beforeAll, describe, expect, it } from "vitest";
import { closeDueAuctions } from "../../functions/auctions/closing/close-due-auctions.ts";
import { type ClosingPorts, closingPorts } from "../../functions/auctions/ports.ts";
import { awardKey } from "../../functions/auctions/rows.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { plain, sum } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { awardAccount, escrowAccount } from "../../shared/ledger/account.ts";
import { instrumentIndex } from "../../shared/ledger/indexes.ts";
import { instrumentStripesOf } from "../../shared/ledger/rows.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { queryPartitions } from "../../shared/store/client.ts";
import { factKey } from "../../shared/store/fact-store.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { takeClosings } from "../support/closings.ts";
import { conservationFaults } from "../support/conservation.ts";
import { engineClient } from "../support/engine.ts";
import { freshQueue, type TestQueue } from "../support/queues.ts";

const lot = { ...usualTerms.lot, firstMonth: "2034-01", lastMonth: "2034-12" };
const instrument = "permit/SO2/ezhou/2034-01/2034-12";

let house: AuctionHouse;
let queue: TestQueue;
beforeAll(async () => {
  house = await openAuctionHouse();
  queue = await freshQueue();
});

/** Which of these auctions the job sends to be closed, and how often. */
async function sent(...auctionIds: readonly string[]): Promise<string[]> {
  await closeDueAuctions({ ...house.ports, closings: openQueue(queue.sqs, queue.queueUrl) });
  const messages = (await queue.take()).map((body) => (JSON.parse(body) as { auctionId: string }).auctionId);
  return messages.filter((each) => auctionIds.includes(each)).sort();
}
/** Gives auctions to the consumer; those that failed. */
async function consume(ports: ClosingPorts, ...auctionIds: readonly string[]): Promise<string[]> {
  const failed = await takeClosings(ports, { take: async () => auctionIds.map((auctionId) => JSON.stringify({ auctionId })) });
  return failed.map((body) => (JSON.parse(body) as { auctionId: string }).auctionId);
}
async function stateOf(auctionId: string): Promise<string | undefined> {
  return (await house.ports.own.auction(auctionId))?.state;
}
/** An auction in which everybody bids for a tonne. */
async function auctionOf(bidders: readonly Bidder[], quantity = "10"): Promise<string> {
  const auctionId = await house.announce({ lot: { ...lot, quantity } });
  for (const bidder of bidders) await house.enrol(auctionId, bidder, "1");
  house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  for (const bidder of bidders) await house.bid(auctionId, bidder, [["4200", "1"]]);
  return auctionId;
}
/** So many auctions of one pool, announced side by side out of a reserve given at once. */
async function announceMany(count: number): Promise<string[]> {
  const first = await house.announce({ lot });
  const reserve = { tonnes: String(10 * count), source: "initial-reserve", documentNumber: "EZ-MANY" };
  await house.call({ as: house.regulator, method: "POST", path: "/permits/reserves/ezhou/SO2", body: reserve });
  const body = { terms: { ...usualTerms, lot }, schedule: (await house.ports.own.auction(first))?.schedule };
  const auctionIds = [first];
  await eachAtOnce(Array.from({ length: count - 1 }), 8, async () => {
    const answer = await house.call({ as: house.operator, method: "POST", path: "/auctions", body });
    auctionIds.push(String(answer.body.auctionId));
  });
  return auctionIds;
}
/** Moves the clock behind the close of every auction that was announced so far. */
function closeTime(): void {
  house.clock.moveTo(plusSeconds(house.clock.now(), 7_200));
}
async function tonnesAwarded(auctionId: string, bidders: readonly Bidder[]): Promise<string> {
  const awards = await Promise.all(bidders.map((bidder) => house.ports.own.award(enrolmentOf(auctionId, bidder))));
  return plain(sum(awards.flatMap((award) => (award ? [award.quantity] : []))));
}

describe("closing many auctions at once", () => {
  it("closes 200 by one run of the job and its messages, with and without a result", async () => {
    const announced = await announceMany(200);
    const bidder = await house.bidder({ tonnes: "1000", cash: "9000000" });
    const sold = announced.filter((_, position) => position % 2 === 0);
    for (const auctionId of sold) await house.enrol(auctionId, bidder, "1");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await eachAtOnce(sold, 8, async (auctionId) => void (await house.bid(auctionId, bidder, [["4200", "1"]])));
    closeTime();
    expect(await sent(...announced)).toEqual(announced.toSorted());
    expect(await consume(house.ports, ...announced)).toEqual([]);
    const states = Map.groupBy(await Promise.all(announced.map(stateOf)), (state) => state);
    expect([...states].map(([state, each]) => [state, each.length])).toEqual([
      ["cleared", 100],
      ["failed", 100],
    ]);
    expect(await sent(...announced)).toEqual([]);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("closes an auction once however often its message is delivered, concurrently or later", async () => {
    const bidders = await Promise.all([house.bidder(), house.bidder()]);
    const auctionId = await auctionOf(bidders, "1");
    closeTime();
    expect(await consume(house.ports, auctionId, auctionId, auctionId)).toEqual([]);
    expect(await consume(house.ports, auctionId)).toEqual([]);
    expect(await stateOf(auctionId)).toBe("cleared");
    expect(await tonnesAwarded(auctionId, bidders)).toBe("1");
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("closes the others when one fails, and that one on redelivery", async () => {
    const bidder = await house.bidder();
    const [bad, good] = [await auctionOf([bidder]), await auctionOf([await house.bidder()])];
    closeTime();
    const { evidence } = house.ports;
    const keepManifest: typeof evidence.keepManifest = (auctionId, text) =>
      auctionId === bad ? Promise.reject(new Error("no object store")) : evidence.keepManifest(auctionId, text);
    expect(await consume({ ...house.ports, evidence: { ...evidence, keepManifest } }, bad, good)).toEqual([bad]);
    expect([await stateOf(bad), await stateOf(good)]).toEqual(["closing", "cleared"]);
    expect(await consume(house.ports, bad)).toEqual([]);
    expect(await stateOf(bad)).toBe("cleared");
  });

  it("closes an auction only when no machine's clock can still be before its close, so the last bid accepted is in the book", async () => {
    const bidder = await house.bidder();
    const auctionId = await house.announce({ lot: { ...lot, quantity: "1" } });
    await house.enrol(auctionId, bidder, "1");
    const closesAt = required(await house.ports.own.auction(auctionId), "auction").schedule.closesAt;
    // One machine closes while another, five seconds behind, takes a bid; a bid advances the clock by one second.
    house.clock.moveTo(plusSeconds(closesAt, 4));
    expect([await sent(auctionId), await consume(house.ports, auctionId), await stateOf(auctionId)]).toEqual([[], [], "announced"]);
    house.clock.moveTo(plusSeconds(closesAt, -2));
    expect(await house.bid(auctionId, bidder, [["4200", "1"]])).toMatchObject({
      status: 200,
      body: { receivedAt: plusSeconds(closesAt, -1) },
    });
    house.clock.moveTo(plusSeconds(closesAt, 5));
    expect([await sent(auctionId), await consume(house.ports, auctionId), await stateOf(auctionId)]).toEqual([[auctionId], [], "cleared"]);
    expect(await tonnesAwarded(auctionId, [bidder])).toBe("1");
  });

  it("looks up what was awarded only if an earlier consumer had fixed the result, not in a close without interruption", async () => {
    const bidder = await house.bidder();
    const auctionId = await auctionOf([bidder], "1");
    closeTime();
    const awards = awardKey(enrolmentOf(auctionId, bidder)).pk;
    const looksUp = ({ name, text }: Request) => name === "BatchGetItemCommand" && text.includes(awards);
    const dead = portsThatEnd(({ text }) => text.includes(factKey(`auction-ended.${auctionId}`).pk));
    expect(await consume(dead.ports, auctionId)).toEqual([auctionId]);
    const next = portsThatEnd(() => false);
    expect(await consume(next.ports, auctionId)).toEqual([]);
    expect([dead, next].map(({ requests }) => requests.some(looksUp))).toEqual([false, true]);
    expect([await stateOf(auctionId), await tonnesAwarded(auctionId, [bidder])]).toEqual(["cleared", "1"]);
  });

  it("is not resent while a consumer may still work on it, but after that must have ended", async () => {
    const auctionId = await auctionOf([await house.bidder()]);
    closeTime();
    expect(await sent(auctionId)).toEqual([auctionId]);
    // The message was lost: nobody has begun.
    expect(await sent(auctionId)).toEqual([auctionId]);
    const dead = portsThatEnd(({ name }) => name === "UpdateItemCommand");
    expect(await consume(dead.ports, auctionId)).toEqual([auctionId]);
    house.clock.moveTo(plusSeconds(house.clock.now(), 60));
    expect(await sent(auctionId)).toEqual([]);
    house.clock.moveTo(plusSeconds(house.clock.now(), 60));
    expect(await sent(auctionId)).toEqual([auctionId]);
    expect(await consume(house.ports, auctionId)).toEqual([]);
    expect(await stateOf(auctionId)).toBe("cleared");
  });
});

describe("closing a large auction", () => {
  it("resumes after a consumer that died between two pages of awards; emptied accounts leave the index of sums", async () => {
    const bidders = await Promise.all(Array.from({ length: 90 }, () => house.bidder({ tonnes: "1", cash: "10000" })));
    const auctionId = await auctionOf(bidders, "90");
    closeTime();
    const writes =
      (page: number) =>
      ({ text }: Request) =>
        text.includes(factKey(`award-page.${auctionId}.${page}`).pk);
    const dead = portsThatEnd(writes(1));
    expect(await consume(dead.ports, auctionId)).toEqual([auctionId]);
    expect(await tonnesAwarded(auctionId, bidders)).toBe("32");
    const next = portsThatEnd(() => false);
    expect(await consume(next.ports, auctionId)).toEqual([]);
    expect([0, 1, 2].map((page) => next.requests.some(writes(page)))).toEqual([false, true, true]);
    expect(await tonnesAwarded(auctionId, bidders)).toBe("90");
    expect(await listed()).toEqual(
      expect.arrayContaining([awardAccount(enrolmentOf(auctionId, required(bidders[0], "a bidder")).enrolmentId)]),
    );
    expect(await listed()).not.toContain(escrowAccount(auctionId));
    await house.settle(auctionId);
    expect((await listed()).filter((account) => account.startsWith(`award:${auctionId}`))).toEqual([]);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  /** Accounts that a sum over the permits reads. */
  async function listed(): Promise<string[]> {
    const { dynamo, tables } = house.engine;
    const items = await queryPartitions(dynamo, { table: tables.Ledger, index: instrumentIndex }, instrumentStripesOf(instrument));
    return items.flatMap(({ account }) => account?.S ?? []);
  }
});

interface Request {
  readonly name: string;
  readonly text: string;
}

/** Ports of a consumer that ends at the first request of which `ends` is true, before it is sent, and what it sent until then. */
function portsThatEnd(ends: (request: Request) => boolean): { readonly ports: ClosingPorts; readonly requests: readonly Request[] } {
  const requests: Request[] = [];
  let ended = false;
  const dynamo = engineClient(house.engine.endpoint);
  dynamo.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (given) => {
        const request = { name: commandName, text: JSON.stringify(given.input) };
        ended ||= ends(request);
        if (ended) throw new Error("the consumer has ended");
        requests.push(request);
        return next(given);
      },
    { step: "initialize" },
  );
  return { ports: closingPorts({ ...house.granted, dynamo }), requests };
}
