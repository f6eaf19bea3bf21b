import { beforeEach, describe, expect, it } from "vitest";
import { defaultAwards } from "../../functions/auctions/settlement/default-awards.ts";
import { settleDues } from "../../functions/auctions/settlement/dues.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount } from "../../shared/ledger/account.ts";
import { type AuctionHouse, type Bidder, enrolmentOf, enrolmentPath, openAuctionHouse } from "../support/auction-house.ts";
import { accountOf } from "../support/bank.ts";
import { conservationFaults } from "../support/conservation.ts";

describe("money for an award counts when it is credited", () => {
  let house: AuctionHouse;
  let winner: Bidder;
  let auctionId: string;
  let payBy: string;
  /** The bank day of the deadline. */
  let lastDay: string;

  // The winner gets 10 t for 40,000 CNY and owes 28,400 more than its deposit covers.
  beforeEach(async () => {
    house = await openAuctionHouse();
    winner = await house.bidder({ cash: "12000" });
    [auctionId, payBy] = await owing(winner);
    lastDay = dayOf(plusSeconds(payBy, -1));
  });

  async function owing(bidder: Bidder, terms: object = {}): Promise<[auctionId: string, payBy: string]> {
    const id = await house.announce(terms);
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    await house.enrol(id, bidder, "10");
    await house.bid(id, bidder, [["4000", "10"]]);
    await house.close(id);
    await house.settle(id);
    return [id, required((await house.ports.own.award(enrolmentOf(id, bidder)))?.payBy, "deadline")];
  }
  const stateOf = async (id = auctionId, bidder = winner) => (await house.ports.own.award(enrolmentOf(id, bidder)))?.state;
  const cash = async ({ partyId }: Bidder = winner) => {
    const { available, held } = await house.ports.ledger.position(partyAccount(partyId), "CNY");
    return `${plain(available)} + ${plain(held)}`;
  };
  const post = (path: string, body: object) => house.call({ as: house.operator, method: "POST", path: `/cash/${path}`, body });
  const nextMorning = () => house.clock.moveTo(plusSeconds(payBy, 9 * 3600));
  /** What jobs and consumers do, as often and in whatever order they come. */
  const everything = async () => {
    for (const _ of [1, 2]) {
      await settleDues(house.ports, winner.partyId);
      await defaultAwards(house.ports);
    }
  };

  it("a winner who paid in time and is booked next morning gets its permits", async () => {
    nextMorning();
    await everything();
    expect(await stateOf()).toBe("due");
    await house.receive(winner, "28400", { creditedAt: plusSeconds(payBy, -60) });
    expect(await cash()).toBe("0 + 40400");
    await house.closeDay(lastDay);
    // The default comes first, and finds that the award is paid.
    await defaultAwards(house.ports);
    expect([await stateOf(), await cash()]).toEqual(["settled", "0 + 0"]);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("default waits until the operator has closed the bank day of the deadline", async () => {
    nextMorning();
    await everything();
    await house.closeDay(dayOf(plusSeconds(payBy, -86_400 - 1)));
    await everything();
    expect(await stateOf()).toBe("due");
    expect(await house.closeDay(lastDay)).toMatchObject({ status: 200 });
    await everything();
    expect([await stateOf(), await cash()]).toEqual(["defaulted", "0 + 0"]);
  });

  it("money that came at the deadline or later pays nothing, booked before the default or after", async () => {
    nextMorning();
    await house.receive(winner, "28400", { creditedAt: payBy });
    await everything();
    expect([await stateOf(), await cash()]).toEqual(["due", "28400 + 12000"]);
    await house.closeDay(lastDay);
    await everything();
    expect([await stateOf(), await cash()]).toEqual(["defaulted", "28400 + 0"]);
  });

  it("money in time counts beside money that came too late, in whatever order they are booked", async () => {
    nextMorning();
    await house.receive(winner, "20000", { creditedAt: plusSeconds(payBy, -60) });
    await house.receive(winner, "50000", { creditedAt: plusSeconds(payBy, 60) });
    await everything();
    expect([await stateOf(), await cash()]).toEqual(["due", "50000 + 32000"]);
    await house.receive(winner, "8400", { creditedAt: plusSeconds(payBy, -1) });
    await house.closeDay(lastDay);
    await everything();
    expect([await stateOf(), await cash()]).toEqual(["settled", "50000 + 0"]);
  });

  it("money in time can't be spent on something else first", async () => {
    await house.receive(winner, "20000", { creditedAt: house.clock.now() });
    const refund = { partyId: winner.partyId, amount: "0.01", toAccount: accountOf(winner.partyId), reason: "asked for" };
    expect(await post("refunds", refund)).toMatchObject({ status: 409, body: { type: "/problems/cash-not-available" } });
    expect(await house.enrol(await house.announce(), winner, "1")).toMatchObject({ body: { type: "/problems/deposit-not-covered" } });
    await house.receive(winner, "8400");
    await everything();
    expect([await stateOf(), await cash()]).toEqual(["settled", "0 + 0"]);
  });

  it("what was free before late money came is set aside for what is overdue, and pays it", async () => {
    const bidder = await house.bidder({ cash: "40400" });
    const now = house.clock.now();
    const schedule = { opensAt: plusSeconds(now, 60), enrolsUntil: plusSeconds(now, 3_600), closesAt: plusSeconds(now, 20 * 86_400) };
    const long = await house.announce({ depositRate: "0.71" }, { schedule });
    await house.enrol(long, bidder, "10");
    const [id, deadline] = await owing(bidder);
    house.clock.moveTo(plusSeconds(deadline, 9 * 3600));
    // Its other deposit is released: no bank line tells of it.
    await house.call({ as: house.operator, method: "POST", path: `/auctions/${long}/cancellation`, body: { reason: "no quota" } });
    await house.settle(long);
    expect(await cash(bidder)).toBe("28400 + 12000");
    await house.receive(bidder, "50000", { creditedAt: plusSeconds(deadline, 60) });
    expect(await cash(bidder)).toBe("50000 + 40400");
    await settleDues(house.ports, bidder.partyId);
    expect([await stateOf(id, bidder), await cash(bidder)]).toEqual(["settled", "50000 + 0"]);
  });

  it("a payment of somebody else waits in suspense, and counts from its credit once it is assigned", async () => {
    nextMorning();
    const lent = { creditedAt: plusSeconds(payBy, -60), payerName: "A sister company", payerAccount: "6217-SISTER" };
    const { body: line } = await house.receive(winner, "28400", lent);
    expect(line).toMatchObject({ state: "suspense", bankDay: lastDay });
    expect(await cash()).toBe("0 + 12000");
    const suspense = await house.call({ as: house.operator, method: "GET", path: "/cash/suspense" });
    expect(suspense.body).toMatchObject({ items: [{ bookingId: line.bookingId }] });
    await house.closeDay(lastDay);
    const path = `bank-days/${lastDay}/lines/${String(line.bookingId)}/assignment`;
    const assignment = { partyId: winner.partyId, reason: "paid for its sister", documentNumber: "L-7" };
    expect(await post(path, assignment)).toMatchObject({ status: 200, body: { state: "assigned", account: `party:${winner.partyId}` } });
    expect(await post(path, assignment)).toMatchObject({ status: 409, body: { type: "/problems/not-in-suspense", state: "assigned" } });
    await defaultAwards(house.ports);
    expect([await stateOf(), await cash()]).toEqual(["settled", "0 + 0"]);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });

  it("the member's own payment is refused from the deadline on", async () => {
    await house.receive(winner, "28400");
    nextMorning();
    const pay = { as: winner.subject, method: "POST", path: enrolmentPath(auctionId, winner, "/payment") } as const;
    expect(await house.call(pay)).toMatchObject({ status: 409, body: { type: "/problems/payment-overdue" } });
    await everything();
    expect(await stateOf()).toBe("settled");
  });

  it("a late line reopens its day, and the answer and the fact list the defaults made meanwhile", async () => {
    nextMorning();
    await house.closeDay(lastDay);
    await everything();
    const inTime = { creditedAt: plusSeconds(payBy, -60) };
    expect(await house.receive(winner, "28400", inTime)).toMatchObject({ status: 409, body: { type: "/problems/bank-day-closed" } });
    const { enrolmentId } = enrolmentOf(auctionId, winner);
    const defaults = [{ dueId: enrolmentId, partyId: winner.partyId, bankDay: lastDay, amount: "28400.00" }];
    const reopened = await post(`bank-days/${lastDay}/reopening`, { reason: "a line of the bank came late" });
    expect(reopened).toMatchObject({ status: 200, body: { day: lastDay, defaults, moreDefaults: false } });
    const listed = await house.call({ as: house.operator, method: "GET", path: `/cash/bank-days/${lastDay}/defaults` });
    expect(listed.body).toMatchObject({ items: defaults });
    // The default stands, and the money is the member's.
    expect(await house.receive(winner, "28400", inTime)).toMatchObject({ status: 200 });
    expect([await stateOf(), await cash()]).toEqual(["defaulted", "28400 + 0"]);
  });

  it("while a day is reopened nothing that rests on it is defaulted", async () => {
    nextMorning();
    await house.closeDay(lastDay);
    await post(`bank-days/${lastDay}/reopening`, { reason: "a line of the bank came late" });
    await everything();
    expect(await stateOf()).toBe("due");
    await house.receive(winner, "28400", { creditedAt: plusSeconds(payBy, -60) });
    await house.closeDay(lastDay);
    await everything();
    expect(await stateOf()).toBe("settled");
  });
});
