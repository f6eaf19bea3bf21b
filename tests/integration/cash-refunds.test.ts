import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cashEndpoints } from "../../functions/cash/contract.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { accountOf, receipt } from "../support/bank.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { conservationFaults } from "../support/conservation.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";
import { colleagueOf } from "../support/second-person.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

describe("a refund", () => {
  let engine: Engine;
  let clock: TestClock;
  let api: WholeApi;
  let operator: string;
  let member: { readonly partyId: string; readonly name: string; readonly subject: string };
  beforeAll(async () => {
    engine = await engineWithOwn();
    clock = testClock();
    api = await openWholeApi(engine, clock);
    operator = (await givenMember(engine, { role: "operator" })).subject;
  });
  beforeEach(async () => {
    const { partyId, party, subject } = await givenMember(engine, { role: "enterprise" });
    member = { partyId, name: party.name, subject };
  });

  const post = (path: string, body: object) => api.call({ as: operator, method: "POST", path: `/cash/${path}`, body });
  const own = async (path: string) => (await api.call({ as: member.subject, method: "GET", path: `/cash/${path}` })).body;
  const book = (amount: string, more: object = {}) => post("receipts", receipt(member, amount, clock.now(), more));
  const order = (amount: string, more: object = {}) =>
    post("refunds", { partyId: member.partyId, amount, toAccount: accountOf(member.partyId), reason: "asked for", ...more });
  const idOf = ({ body }: { readonly body: unknown }) => (body as { refundId: string }).refundId;
  const line = () => ({ bankReference: randomUUID(), creditedAt: clock.now() });
  const refusal = (status: number, code: string, more: object = {}) => ({ status, body: { type: `/problems/${code}`, ...more } });

  it("goes to an account that the money came from, and never above what came from there", async () => {
    await book("100.00");
    await book("50.00", { payerAccount: "ICBC-OTHER" });
    expect(await order("1.00", { toAccount: "6217-STRANGER" })).toMatchObject(refusal(422, "not-an-origin"));
    expect(await order("50.01", { toAccount: "ICBC-OTHER" })).toMatchObject(refusal(409, "above-received", { left: "50.00" }));
    expect(await order("20.00", { toAccount: "ICBC-OTHER" })).toMatchObject({ status: 200, body: { toName: member.name } });
    expect(await order("30.01", { toAccount: "ICBC-OTHER" })).toMatchObject(refusal(409, "above-received", { left: "30.00" }));
    expect(await own("origins")).toMatchObject({
      items: [
        { accountNumber: accountOf(member.partyId), received: "100.00", refunded: "0.00" },
        { accountNumber: "ICBC-OTHER", received: "50.00", refunded: "20.00" },
      ],
    });
  });

  it("ordered at the same time goes out once for each amount that is there", async () => {
    await book("100.00");
    const orders = await Promise.all(Array.from({ length: 5 }, () => order("40.00")));
    expect(orders.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409, 409]);
    expect(await own("own")).toMatchObject({ available: "20.00", held: "80.00" });
  });

  it("is held until it is sent, and its member follows it by state", async () => {
    await book("100.00");
    const refundId = idOf(await order("60.00"));
    expect(await own("own")).toMatchObject({ available: "40.00", held: "60.00" });
    expect(await own("refunds")).toMatchObject({ items: [{ refundId, state: "ordered", amount: "60.00" }] });
    const sent = await post(`refunds/${refundId}/pay-out`, line());
    expect(sent).toMatchObject({ status: 200, body: { direction: "out", counterpartyAccount: accountOf(member.partyId), refundId } });
    expect(await own("refunds")).toMatchObject({ items: [{ refundId, state: "sent" }] });
    expect(await post(`refunds/${refundId}/pay-out`, line())).toMatchObject(refusal(409, "refund-not-in-state", { state: "sent" }));
    expect(await own("own")).toMatchObject({ available: "40.00", held: "0.00" });
    expect(await conservationFaults(engine)).toEqual([]);
  });

  it("that fails is available again, and can be ordered again", async () => {
    await book("100.00");
    const refundId = idOf(await order("60.00"));
    expect(await post(`refunds/${refundId}/failure`, { reason: "account closed" })).toMatchObject({
      status: 200,
      body: { state: "failed", stateReason: "account closed" },
    });
    expect(await own("own")).toMatchObject({ available: "100.00", held: "0.00" });
    expect(await post(`refunds/${refundId}/pay-out`, line())).toMatchObject(refusal(409, "refund-not-in-state"));
    expect(await order("100.00")).toMatchObject({ status: 200 });
  });

  it("that comes back is the member's again, by a bank line of its own", async () => {
    await book("100.00");
    const refundId = idOf(await order("60.00"));
    const back = { ...line(), reason: "account closed" };
    expect(await post(`refunds/${refundId}/return`, back)).toMatchObject(refusal(409, "refund-not-in-state", { wanted: "sent" }));
    await post(`refunds/${refundId}/pay-out`, line());
    expect(await post(`refunds/${refundId}/return`, back)).toMatchObject({ status: 200, body: { direction: "in", amount: "60.00" } });
    expect(await own("own")).toMatchObject({ available: "100.00", held: "0.00" });
    expect(await own("refunds")).toMatchObject({ items: [{ refundId, state: "returned", stateReason: "account closed" }] });
    const refunded = { refundId, state: "returned", amount: "60.00" };
    for (const as of [member.subject, operator])
      expect(await api.call({ as, method: "GET", path: `/cash/refunds/${refundId}` })).toMatchObject({ status: 200, body: refunded });
    expect(await order("100.00")).toMatchObject({ status: 200 });
  });

  it("of money in suspense goes back to its payer; one that fails waits in suspense again", async () => {
    const { body } = await book("70.00", { payerName: "A sister company", payerAccount: "6217-SISTER" });
    const { bookingId, bankDay } = body as { bookingId: string; bankDay: string };
    const path = `bank-days/${bankDay}/lines/${bookingId}`;
    const returned = await post(`${path}/return`, { reason: "not a member's" });
    expect(returned).toMatchObject({ status: 200, body: { amount: "70.00", toName: "A sister company", toAccount: "6217-SISTER" } });
    const assignment = { partyId: member.partyId, reason: "too late", documentNumber: "L-1" };
    expect(await post(`${path}/assignment`, assignment)).toMatchObject(refusal(409, "not-in-suspense", { state: "returned" }));
    await post(`refunds/${idOf(returned)}/failure`, { reason: "account closed" });
    clock.moveTo(plusSeconds(clock.now(), 1));
    const again = await post(`${path}/return`, { reason: "to the same account" });
    expect(await post(`refunds/${idOf(again)}/pay-out`, line())).toMatchObject({ status: 200 });
    const listed = await api.call({ as: operator, method: "GET", path: "/cash/refunds" });
    expect(listed.body).toMatchObject({ items: [{ state: "sent" }, { state: "failed" }] });
    const refund = `/cash/refunds/${idOf(again)}`;
    expect(await api.call({ as: operator, method: "GET", path: refund })).toMatchObject({ status: 200, body: { state: "sent" } });
    expect(await api.call({ as: member.subject, method: "GET", path: refund })).toMatchObject({ status: 404 });
    const houses = await api.call({ as: operator, method: "GET", path: "/cash/bookings" });
    expect(houses.body).toMatchObject({ items: [] });
    expect(await conservationFaults(engine)).toEqual([]);
  });

  it("are no way around: one person of the operator assigns a stranger's money to no member", async () => {
    const { body } = await book("70.00", { payerName: "A stranger", payerAccount: "6217-STRANGER" });
    const { bookingId, bankDay } = body as { bookingId: string; bankDay: string };
    const path = `/cash/bank-days/${bankDay}/lines/${bookingId}/assignment`;
    const assignment = { partyId: member.partyId, reason: "ours", documentNumber: "L-1" };
    const entered = await api.enter({ as: operator, method: "POST", path, body: assignment });
    expect(entered).toMatchObject({ status: 202, body: { operation: "assignLine" } });
    const approval = { method: "POST", path: `${entered.headers.location}/approval` } as const;
    expect(await api.enter({ as: operator, ...approval })).toMatchObject(refusal(403, "own-entry"));
    expect(await own("own")).toMatchObject({ available: "0.00" });
    expect(await api.enter({ as: await colleagueOf(engine, operator), ...approval })).toMatchObject({ status: 200 });
    expect(await own("own")).toMatchObject({ available: "70.00" });
  });

  it("of another member is not shown, and orders of the operator wait for a second person", async () => {
    const other = await givenMember(engine, { role: "enterprise" });
    const path = `/cash/refunds?partyId=${other.partyId}`;
    expect(await api.call({ as: member.subject, method: "GET", path })).toMatchObject({ status: 404 });
    const { orderRefund, assignLine, returnLine, bookHousePayOut, reopenBankDay } = cashEndpoints;
    for (const endpoint of [orderRefund, assignLine, returnLine, bookHousePayOut, reopenBankDay])
      expect(endpoint.secondPerson, endpoint.operationId).toEqual({ always: ["operator"] });
  });
});
