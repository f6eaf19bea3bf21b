import { beforeAll, describe, expect, it } from "vitest";
import type { EnrolmentReference } from "../../functions/auctions/contract.ts";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { settleDues } from "../../functions/auctions/settlement/dues.ts";
import { releaseAgain, type SecondPassPorts } from "../../functions/auctions/settlement/release-again.ts";
import { sendToSettlement } from "../../functions/auctions/settlement/send-to-settlement.ts";
import { settleEnrolment } from "../../functions/auctions/settlement/settle-enrolment.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount } from "../../shared/ledger/account.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import {
  type AuctionHouse,
  type Bidder,
  enrolmentOf,
  enrolmentPath,
  givenUnpaidAward,
  openAuctionHouse,
} from "../support/auction-house.ts";
import { freshQueue, type TestQueue } from "../support/queues.ts";

let house: AuctionHouse;
let queue: TestQueue;
let ending: SecondPassPorts;
beforeAll(async () => {
  house = await openAuctionHouse();
  queue = await freshQueue();
  ending = { ...house.ports, settlements: openQueue(queue.sqs, queue.queueUrl) };
});

/** What stands in the queue of one auction, by enrolment. */
async function sent(auctionId: string): Promise<EnrolmentReference[]> {
  const messages = (await queue.take()).map((body) => JSON.parse(body) as EnrolmentReference);
  return messages.filter((each) => each.auctionId === auctionId).sort((one, other) => (one.enrolmentId < other.enrolmentId ? -1 : 1));
}
async function cash({ partyId }: Bidder): Promise<string> {
  const { available, held } = await house.ports.ledger.position(partyAccount(partyId), "CNY");
  return `${plain(available)} + ${plain(held)}`;
}
function sorted(auctionId: string, ...bidders: readonly Bidder[]): string[] {
  return bidders.map((bidder) => enrolmentOf(auctionId, bidder).enrolmentId).sort();
}
async function stateOf(auctionId: string, bidder: Bidder): Promise<string | undefined> {
  return (await house.ports.own.enrolment(enrolmentOf(auctionId, bidder)))?.state;
}
const owing = (winner: Bidder, terms: object = {}) => givenUnpaidAward(house, winner, terms);
async function payByOf(auctionId: string, bidder: Bidder): Promise<string> {
  return required((await house.ports.own.award(enrolmentOf(auctionId, bidder)))?.payBy, "deadline of the award");
}

describe("the end of an auction", () => {
  it("sends one message for each enrolment that waits; sent twice and taken in any order, each ends once", async () => {
    const [winner, loser] = [await house.bidder(), await house.bidder()];
    const auctionId = await house.announce();
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    for (const bidder of [winner, loser]) await house.enrol(auctionId, bidder, "10");
    await house.bid(auctionId, winner, [["4500", "10"]]);
    await house.bid(auctionId, loser, [["4400", "10"]]);
    await house.close(auctionId);
    await sendToSettlement(ending, auctionId);
    await sendToSettlement(ending, auctionId);
    const messages = await sent(auctionId);
    expect(messages.map(({ enrolmentId }) => enrolmentId)).toEqual(sorted(auctionId, winner, winner, loser, loser));
    for (const message of [...messages, ...messages.toReversed()]) await settleEnrolment(house.ports, message);
    // 10 t at 4,500 CNY and a fee of 1 %.
    expect([await cash(winner), await cash(loser)]).toEqual(["954550 + 0", "1000000 + 0"]);
    await sendToSettlement(ending, auctionId);
    expect(await sent(auctionId)).toEqual([]);
  });

  it("is processed again after the longest function timeout, so that an enrolment missed the first time is released too", async () => {
    const bidder = await house.bidder();
    const auctionId = await house.announce();
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await house.enrol(auctionId, bidder, "10");
    const cancel = { method: "POST", path: `/auctions/${auctionId}/cancellation`, body: { reason: "withdrawn quota" } } as const;
    expect(await house.call({ as: house.operator, ...cancel })).toMatchObject({ status: 200 });
    await releaseAgain(ending);
    expect(await sent(auctionId)).toEqual([]);
    house.clock.moveTo(plusSeconds(house.clock.now(), 61));
    await releaseAgain(ending);
    expect((await sent(auctionId)).map(({ enrolmentId }) => enrolmentId)).toEqual(sorted(auctionId, bidder));
    // Done for good: the auction is due no more.
    await releaseAgain(ending);
    expect(await sent(auctionId)).toEqual([]);
    await settleEnrolment(house.ports, enrolmentOf(auctionId, bidder));
    expect([await stateOf(auctionId, bidder), await cash(bidder)]).toEqual(["released", "1000000 + 0"]);
  });

  it("settles due awards when cash arrives, once however often the receipt's fact is delivered", async () => {
    const winner = await house.bidder({ cash: "12000" });
    const auctionId = await owing(winner);
    await settleDues(house.ports, winner.partyId);
    expect(await stateOf(auctionId, winner)).toBe("enrolled");
    await house.receive(winner, "30000");
    for (const _ of [1, 2, 3]) await settleDues(house.ports, winner.partyId);
    expect([await stateOf(auctionId, winner), await cash(winner)]).toEqual(["settled", "1600 + 0"]);
  });

  it("counts what a suspended winner pays in time", async () => {
    const winner = await house.bidder({ cash: "12000" });
    const auctionId = await owing(winner);
    const suspension = { method: "POST", path: `/parties/${winner.partyId}/suspension`, body: { reason: "inspection" } } as const;
    expect(await house.call({ as: house.operator, ...suspension })).toMatchObject({ status: 200 });
    expect(await house.receive(winner, "30000")).toMatchObject({ status: 200, body: { state: "booked" } });
    house.clock.moveTo(await payByOf(auctionId, winner));
    await house.closeDay();
    await defaultAwards(house.ports);
    expect(await stateOf(auctionId, winner)).toBe("settled");
  });

  it("settles the awards that can still be paid when cash arrives between the deadline of another and its default", async () => {
    const winner = await house.bidder({ cash: "24000" });
    const overdue = await owing(winner, { paymentWorkingDays: 1 });
    const payable = await owing(winner, { paymentWorkingDays: 10 });
    house.clock.moveTo(await payByOf(overdue, winner));
    expect(await house.receive(winner, "28400")).toMatchObject({ status: 200 });
    await settleDues(house.ports, winner.partyId);
    expect([await stateOf(overdue, winner), await stateOf(payable, winner)]).toEqual(["enrolled", "settled"]);
    await house.closeDay();
    await defaultAwards(house.ports);
    expect([await stateOf(overdue, winner), await stateOf(payable, winner)]).toEqual(["defaulted", "settled"]);
    expect(await cash(winner)).toBe("0 + 0");
  });

  it("takes payment until the last millisecond before the deadline, and none at the deadline itself", async () => {
    const [punctual, late] = [await house.bidder({ cash: "12000" }), await house.bidder({ cash: "12000" })];
    const paid = await owing(punctual);
    const unpaid = await owing(late);
    await house.receive(punctual, "30000");
    const pay = (auctionId: string, bidder: Bidder) =>
      house.call({ as: bidder.subject, method: "POST", path: enrolmentPath(auctionId, bidder, "/payment") });
    house.clock.moveTo(new Date(Date.parse(await payByOf(paid, punctual)) - 1).toISOString());
    expect(await pay(paid, punctual)).toMatchObject({ status: 200 });
    const payBy = await payByOf(unpaid, late);
    house.clock.moveTo(payBy);
    expect(await pay(unpaid, late)).toMatchObject({ status: 409, body: { type: "/problems/payment-overdue", payBy } });
    await house.receive(late, "30000");
    expect(await settleEnrolment(house.ports, enrolmentOf(unpaid, late))).toBe("overdue");
    expect([await cash(punctual), await cash(late)]).toEqual(["1600 + 0", "30000 + 12000"]);
  });
});
