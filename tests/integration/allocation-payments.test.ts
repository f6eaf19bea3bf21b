import { beforeEach, describe, expect, it } from "vitest";
import type * as z from "zod";
import { allocationsFacts } from "../../functions/allocations/contract.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import type { FactSchema } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { allocationAccount, capAccount, partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import { headroom } from "../../shared/permits/instruments.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type AllocationOffice, daysAfter, type Holder, instrumentOf, openAllocationOffice } from "../support/allocation-office.ts";
import { conservationFaults } from "../support/conservation.ts";
import { givenMember } from "../support/members.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { anEntry } from "./permits-support.ts";

describe("a use fee is paid in instalments", () => {
  let office: AllocationOffice;
  let holder: Holder;
  beforeEach(async () => {
    office = await openAllocationOffice();
    holder = await office.holder();
  });
  const problem = (code: string, status = 409) => ({ status, body: { type: `/problems/${code}` } });
  const payBy = (number: number) => required(holder.payBy[number - 1], `deadline ${number}`);
  const states = async () => (await office.line(holder)).instalments.map(({ state }) => state).join(" ");
  const both = async () => [await office.permits(holder), await office.permits(holder, "NH3-N")];
  /** Moves the clock and does what time does, with every earlier bank day closed. */
  const until = async (at: string) => {
    office.clock.moveTo(at);
    await office.closeDay();
    await office.steps(holder);
  };
  /** The first payment is made: 5.000 t of COD are free. */
  const deliver = async () => {
    await office.receive(holder, "6400");
    await office.payDues(holder);
  };
  /** The second instalment is overdue, and its grace has ended. */
  const freeze = async () => {
    await deliver();
    await until(daysAfter(payBy(2), 15));
    await until(daysAfter(payBy(2), 16));
  };

  it("whose first payment delivers everything, with 7.500 t of COD and 0.750 t of NH3-N held", async () => {
    await office.receive(holder, "6400");
    // Set aside at once, and paid by the consumer, however often it comes.
    expect(await office.cash(holder)).toBe("0.00 + 6400.00");
    await office.payDues(holder);
    await office.payDues(holder);
    expect(await both()).toEqual(["5.000 + 7.500 + 0.000", "0.500 + 0.750 + 0.000"]);
    expect([await office.cash(holder), await states()]).toEqual(["0.00 + 0.00", "paid unpaid unpaid unpaid unpaid"]);
    expect((await office.line(holder)).state).toBe("delivered");
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("of which two and a half cover two, early ones too; the rest stays cash", async () => {
    await office.receive(holder, "20000");
    await office.payDues(holder);
    expect(await office.pay(holder, "6000")).toMatchObject({ status: 200, body: { state: "delivered" } });
    expect([await states(), await office.cash(holder)]).toEqual(["paid paid paid unpaid unpaid", "8800.00 + 0.00"]);
    expect(await both()).toEqual(["8.750 + 3.750 + 0.000", "0.875 + 0.375 + 0.000"]);
    expect(await office.pay(holder, "2399.99")).toMatchObject(problem("payment-below-instalment", 422));
    expect(await office.pay(holder, "4800")).toMatchObject({ status: 200, body: { state: "paid-up" } });
    expect(await both()).toEqual(["12.500 + 0.000 + 0.000", "1.250 + 0.000 + 0.000"]);
    expect(await office.pay(holder, "2400")).toMatchObject(problem("nothing-to-pay"));
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("and one instalment is the whole, whatever the share", async () => {
    holder = await office.holder({ plan: { instalments: 1 } });
    await office.receive(holder, "16000");
    await office.payDues(holder);
    expect([await office.permits(holder), (await office.line(holder)).state]).toEqual(["12.500 + 0.000 + 0.000", "paid-up"]);
  });

  it("once, however many payments come at the same time", async () => {
    await office.receive(holder, "6400");
    const answers = await Promise.all([
      office.pay(holder, "6400"),
      office.payDues(holder),
      office.pay(holder, "6400"),
      office.steps(holder),
    ]);
    const paid = [answers[0], answers[2]].map(({ status, body }) => (status === 200 ? "paid" : body.type));
    // Whoever comes second finds the first instalment paid, and its money gone.
    expect(paid.filter((each) => each !== "paid" && each !== "/problems/fee-not-covered")).toEqual([]);
    expect([await office.permits(holder), await office.cash(holder)]).toEqual(["5.000 + 7.500 + 0.000", "0.00 + 0.00"]);
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("with one key once, and not at all without the cash, by another enterprise or with nothing left behind", async () => {
    expect(await office.pay(holder, "6400")).toMatchObject({ ...problem("fee-not-covered"), body: { toPay: "6400" } });
    await office.receive(holder, "20000");
    const other = await office.holder();
    expect(await office.pay({ ...holder, subject: other.subject }, "6400")).toMatchObject(problem("not-found", 404));
    expect(await office.certify(holder, "6400.00")).toMatchObject(problem("paid-otherwise"));
    expect(await office.line(holder)).toMatchObject({ state: "awaiting-payment", version: 1 });
    const [once, again] = [await office.pay(holder, "8800", "a-key"), await office.pay(holder, "8800", "a-key")];
    expect(again.body).toEqual(once.body);
    expect([await states(), await office.cash(holder)]).toEqual(["paid paid unpaid unpaid unpaid", "11200.00 + 0.00"]);
  });

  it("and what is not paid yet can't be moved or held for anything else", async () => {
    await deliver();
    await expect(office.sell(holder, "COD", "5.001")).rejects.toThrow("stale");
    await office.sell(holder, "COD", "5");
    expect(await office.permits(holder)).toBe("0.000 + 7.500 + 0.000");
  });

  it("and without the first the amount returns to the cap once its bank day is closed", async () => {
    const room = async () =>
      plain((await office.ports.ledger.position(capAccount("liangzi-lake"), headroom("COD", "liangzi-lake", "2030"))).available);
    const before = Number(await room());
    await office.receive(holder, "6399.99");
    office.clock.moveTo(payBy(1));
    expect(await office.pay(holder, "6400")).toMatchObject(problem("first-payment-missed"));
    office.clock.moveTo(daysAfter(payBy(1), 1));
    await office.steps(holder);
    expect((await office.line(holder)).state).toBe("awaiting-payment");
    expect(await office.pay(holder, "6400")).toMatchObject(problem("first-payment-missed"));
    await until(daysAfter(payBy(1), 1));
    expect(await office.line(holder)).toMatchObject({ state: "returned", instalments: Array(5).fill({ state: "waived" }) });
    // The months that had begun are consumed, the others are the cap's again; the money is the member's.
    expect(Number(await room()) - before).toBe(150);
    expect([await office.cash(holder), await office.permits(holder)]).toEqual(["6399.99 + 0.00", "0.000 + 0.000 + 0.000"]);
    expect(plain((await office.ports.ledger.position(allocationAccount(holder.allocationId), instrumentOf("COD"))).available)).toBe("0");
    expect(await office.pay(holder, "6400")).toMatchObject(problem("nothing-to-pay"));
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("and money for the first that was credited in time counts, even if it is booked after its day", async () => {
    office.clock.moveTo(daysAfter(payBy(1), 1));
    await office.steps(holder);
    await office.receive(holder, "6400", { creditedAt: plusSeconds(payBy(1), -1) });
    // The job comes first, and finds that it is paid.
    await until(daysAfter(payBy(1), 1));
    expect([await office.permits(holder), (await office.line(holder)).state]).toEqual(["5.000 + 7.500 + 0.000", "delivered"]);
  });

  it("and money for the first that came too late pays nothing", async () => {
    office.clock.moveTo(daysAfter(payBy(1), 1));
    await office.receive(holder, "6400", { creditedAt: payBy(1) });
    await office.payDues(holder);
    await until(daysAfter(payBy(1), 1));
    expect([(await office.line(holder)).state, await office.cash(holder)]).toEqual(["returned", "6400.00 + 0.00"]);
  });

  it("and free cash from before pays the first at its day", async () => {
    // Deposits that are released tell no consumer.
    const released = anEntry<never>(office);
    released.transfer({ instrument: "CNY", from: "bank:0", to: partyAccount(holder.partyId), quantity: decimal("6400") });
    await commit(office.engine.dynamo, released.writes());
    await until(daysAfter(payBy(1), 1));
    const { state, instalments } = await office.line(holder);
    // The money was there in time, whenever it was found.
    expect([state, instalments[0]?.creditedOn]).toEqual(["delivered", "2026-06-30T15:59:59.999Z"]);
  });

  it("each with a notice ahead; money that comes is then set aside, and pays", async () => {
    await deliver();
    await until(daysAfter(payBy(2), -31));
    await office.receive(holder, "2400");
    expect(await office.cash(holder)).toBe("2400.00 + 0.00");
    await until(daysAfter(payBy(2), -30));
    expect((await office.line(holder)).instalments[1]).toMatchObject({ noticed: true, owed: true, state: "unpaid" });
    // Free cash pays at the day, and not before.
    expect(await states()).toBe("paid unpaid unpaid unpaid unpaid");
    await until(daysAfter(payBy(2), 1));
    expect([await states(), await office.cash(holder)]).toEqual(["paid paid unpaid unpaid unpaid", "0.00 + 0.00"]);
    await until(daysAfter(payBy(3), -30));
    await office.receive(holder, "3000");
    await office.payDues(holder);
    expect([await states(), await office.cash(holder)]).toEqual(["paid paid paid unpaid unpaid", "600.00 + 0.00"]);
  });

  it("and an overdue one freezes exactly its tonnes after the grace: they stop counting", async () => {
    await deliver();
    await until(daysAfter(payBy(2), 1));
    expect([await states(), await office.permits(holder)]).toEqual(["paid overdue unpaid unpaid unpaid", "5.000 + 7.500 + 0.000"]);
    await until(plusSeconds(daysAfter(payBy(2), 15), -1));
    expect(await states()).toBe("paid overdue unpaid unpaid unpaid");
    office.clock.moveTo(daysAfter(payBy(2), 15));
    await office.steps(holder);
    expect(await states()).toBe("paid overdue unpaid unpaid unpaid");
    await until(daysAfter(payBy(2), 16));
    expect([await states(), ...(await both())]).toEqual([
      ...["paid frozen unpaid unpaid unpaid", "5.000 + 5.625 + 1.875", "0.500 + 0.563 + 0.187"],
    ]);
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("and late payment restores them from the month in which it was credited: 31 January, booked on 2 February", async () => {
    await freeze();
    const booked = "2028-02-02T01:00:00.000Z";
    await until(booked);
    expect(await states()).toBe("paid frozen unpaid unpaid unpaid");
    const reopened = {
      as: office.operator,
      method: "POST",
      path: "/cash/bank-days/2028-01-31/reopening",
      body: { reason: "a late line" },
    } as const;
    await office.call(reopened);
    expect(await office.receive(holder, "2400", { creditedAt: "2028-01-31T15:59:59.000Z" })).toMatchObject({ status: 200 });
    await office.payDues(holder);
    expect([await states(), await office.permits(holder)]).toEqual(["paid paid unpaid unpaid unpaid", "6.875 + 5.625 + 0.000"]);
    expect((await office.line(holder)).instalments[1]).toMatchObject({ creditedOn: "2028-01-31T15:59:59.000Z", countsFrom: "2028-01" });
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("and one payment restores what several have frozen", async () => {
    await deliver();
    await until(daysAfter(payBy(2), 16));
    await until(daysAfter(payBy(3), 16));
    expect(await states()).toBe("paid frozen frozen unpaid unpaid");
    await office.receive(holder, "2000");
    await office.payDues(holder);
    expect(await office.cash(holder)).toBe("0.00 + 2000.00");
    await office.receive(holder, "5000");
    await office.payDues(holder);
    expect(await office.cash(holder)).toBe("2200.00 + 0.00");
    expect([await states(), await office.permits(holder)]).toEqual(["paid paid paid unpaid unpaid", "8.750 + 3.750 + 0.000"]);
    const { instalments } = await office.line(holder);
    expect(instalments.map(({ countsFrom }) => countsFrom)).toEqual([undefined, "2028-07", "2028-07", undefined, undefined]);
  });

  it("and after the term money pays what is owed, and nothing is left to free", async () => {
    await deliver();
    for (const number of [2, 3, 4, 5]) await until(daysAfter(payBy(number), 16));
    await until("2031-07-02T00:00:00.000Z");
    expect([(await office.line(holder)).state, await states()]).toEqual(["ended", "paid frozen frozen frozen frozen"]);
    expect(await office.pay(holder, "2400")).toMatchObject(problem("fee-not-covered"));
    await office.receive(holder, "9600");
    await office.payDues(holder);
    expect([await states(), (await office.line(holder)).state]).toEqual(["paid paid paid paid paid", "ended"]);
    expect(await office.cash(holder)).toBe("0.00 + 0.00");
    expect((await office.ports.ledger.position(siteAccount(holder.siteId), instrumentOf("COD"))).heldFor).toMatchObject({});
  });

  it("and every step is told once, with all that a record of it needs", async () => {
    const told = async <Data extends z.ZodType>(schema: FactSchema<Data>) =>
      (await storedFacts(office.engine, schema, ({ parties }) => parties[0] === holder.partyId, "Allocations")).map(({ data }) => data);
    await freeze();
    const basics = { allocationId: holder.allocationId, planDocument: "EZ-P-1", partyName: holder.name, firstMonth: "2026-07" };
    const permit = (tonnes: string) => ({ instrument: instrumentOf("COD"), pool: "liangzi-lake", tonnes });
    expect(await told(allocationsFacts.delivered)).toMatchObject([
      {
        ...basics,
        ...{ paidCny: "6400.00", leftCny: "9600.00", instalments: [{ number: 1, creditedOn: "2026-06-01T01:00:00.000Z" }] },
        delivered: [
          { ...permit("12.5"), heldTonnes: "7.5" },
          { tonnes: "1.25", heldTonnes: "0.75" },
        ],
      },
    ]);
    const second = { ...basics, number: 2, amountCny: "2400.00", payBy: payBy(2) };
    expect(await told(allocationsFacts.instalmentDue)).toMatchObject([second]);
    expect(await told(allocationsFacts.instalmentOverdue)).toMatchObject([{ ...second, freezesAt: daysAfter(payBy(2), 15) }]);
    expect(await told(allocationsFacts.instalmentFrozen)).toMatchObject([{ ...second, frozen: [permit("1.875"), { tonnes: "0.187" }] }]);
    await office.receive(holder, "2400");
    await office.payDues(holder);
    expect(await told(allocationsFacts.instalmentsPaid)).toMatchObject([
      { ...basics, paidCny: "2400.00", released: [permit("1.875"), {}] },
    ]);
    expect(await told(allocationsFacts.permitsRestored)).toMatchObject([
      { ...second, countsFrom: "2027-07", restored: [permit("1.875"), { tonnes: "0.187" }] },
    ]);
  });

  it("and everybody finds what is due, the earliest first: the enterprise its own, the bureau what is overdue in its area", async () => {
    const due = (as: string, path: string) => office.ask({ as, method: "GET", path: `/allocations/${path}` });
    const other = await office.holder();
    await deliver();
    const own = await due(holder.subject, "own/dues");
    expect(own.body).toMatchObject({ items: [{ allocationId: holder.allocationId, number: 2, amountCny: "2400.00", payBy: payBy(2) }] });
    expect(await due(office.regulator, "all/dues")).toMatchObject({
      body: { items: [{ partyId: other.partyId, number: 1 }, { number: 2 }] },
    });
    const { subject } = await givenMember(office.engine, { role: "regulator", area: "420703" });
    expect((await due(subject, "all/dues")).body).toEqual({ items: [] });
    expect(await due(subject, "all/dues?area=gedian")).toMatchObject(problem("not-found", 404));
    expect((await due(office.regulator, "all/dues?overdue=true")).body).toEqual({ items: [] });
    await until(daysAfter(payBy(2), 1));
    await office.steps(other);
    expect((await due(office.regulator, "all/dues?overdue=true&area=gedian")).body).toMatchObject({
      items: [{ allocationId: holder.allocationId, state: "overdue", partyName: holder.name }],
    });
    expect((await due(other.subject, "own/dues")).body).toEqual({ items: [] });
  });

  it("and what the bureau recovers before it is paid is not owed any more; money set aside for it is free again", async () => {
    await deliver();
    await until(daysAfter(payBy(2), -30));
    await office.receive(holder, "1000");
    expect(await office.cash(holder)).toBe("0.00 + 1000.00");
    // A cut takes the latest instalments first: 3.750 of COD and 0.375 of NH3-N were those of the last two.
    await office.recover(holder, { COD: "3.750", "NH3-N": "0.375" });
    expect([await states(), await office.permits(holder)]).toEqual(["paid unpaid unpaid waived waived", "5.000 + 3.750 + 0.000"]);
    expect((await office.pay(holder, "2400")).body).toMatchObject({ type: "/problems/fee-not-covered" });
    await until(daysAfter(payBy(2), 16));
    expect([await states(), await office.permits(holder)]).toEqual(["paid frozen unpaid waived waived", "5.000 + 1.875 + 1.875"]);
    await office.recover(holder, { COD: "3.750", "NH3-N": "0.375" });
    expect([await states(), (await office.line(holder)).state]).toEqual(["paid waived waived waived waived", "ended"]);
    expect([await office.cash(holder), await office.permits(holder)]).toEqual(["1000.00 + 0.00", "5.000 + 0.000 + 0.000"]);
    expect(await office.ports.ledger.dues(partyAccount(holder.partyId))).toEqual([]);
    expect(await office.pay(holder, "1000")).toMatchObject(problem("nothing-to-pay"));
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("and an allocation that waits for its first payment returns to the cap when its site is recovered, even if nothing is held there", async () => {
    await office.receive(holder, "1000");
    await office.recover(holder, {}, true, "cut");
    expect((await office.line(holder)).state).toBe("awaiting-payment");
    await office.recover(holder, {});
    expect([(await office.line(holder)).state, await states()]).toEqual(["returned", "waived waived waived waived waived"]);
    expect([await office.cash(holder), await office.permits(holder)]).toEqual(["1000.00 + 0.00", "0.000 + 0.000 + 0.000"]);
    await office.receive(holder, "5400");
    await office.payDues(holder);
    expect(await office.pay(holder, "6400")).toMatchObject(problem("nothing-to-pay"));
    const [returned] = await storedFacts(office.engine, allocationsFacts.returned, () => true, "Allocations");
    expect(returned).toMatchObject({ data: { because: "recovered", returned: [{ tonnes: "12.5" }, { tonnes: "1.25" }] } });
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("and a payment right after a recovery pays what is left, before anybody was told", async () => {
    await deliver();
    await office.receive(holder, "9600");
    await office.recover(holder, { COD: "1.875", "NH3-N": "0.188" }, false);
    expect(await office.pay(holder, "9600")).toMatchObject({ status: 200, body: { state: "paid-up" } });
    expect([await states(), await office.permits(holder)]).toEqual(["paid paid paid paid waived", "10.625 + 0.000 + 0.000"]);
    expect(await office.cash(holder)).toBe("2400.00 + 0.00");
    expect(await conservationFaults(office.engine)).toEqual([]);
  });
});
