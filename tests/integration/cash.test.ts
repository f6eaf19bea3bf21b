import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { api as cashApi } from "../../functions/cash/api.ts";
import { sweepHouseAccounts } from "../../functions/cash/sweep-house-accounts.ts";
import { Decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Refusal } from "../../shared/kernel/outcome.ts";
import { mainAccount, partyAccount, striped } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { commit } from "../../shared/store/transaction.ts";
import { accountOf, receipt } from "../support/bank.ts";
import { testClock } from "../support/clock.ts";
import { conservationFaults } from "../support/conservation.ts";
import { type Engine, engineClient, engineWithOwn } from "../support/engine.ts";
import { type Answer, frontDoor } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { type Actor, interleave } from "../support/scheduler.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

describe("cash", () => {
  let engine: Engine;
  let api: WholeApi;
  let ledger: Ledger;
  let operator: string;
  const clock = testClock();
  beforeAll(async () => {
    engine = await engineWithOwn();
    api = await openWholeApi(engine, clock);
    ledger = openLedger(engine.dynamo, engine.tables.Ledger);
    operator = (await givenMember(engine, { role: "operator" })).subject;
  });

  type Payer = Pick<Awaited<ReturnType<typeof givenMember>>, "partyId" | "party">;
  const post = (path: string, body: object) => api.call({ as: operator, method: "POST", path: `/cash/${path}`, body });
  const book = ({ partyId, party }: Payer, amount: string, more: object = {}) =>
    post("receipts", receipt({ partyId, name: party.name }, amount, clock.now(), more));
  /** Orders money back to where it came from and books the bank line by which it left. */
  const payOut = async ({ partyId }: Payer, amount: string, bankReference: string = randomUUID()) => {
    const ordered = await post("refunds", { partyId, amount, toAccount: accountOf(partyId), reason: "asked for" });
    if (ordered.status !== 200) return ordered;
    const { refundId } = ordered.body as { refundId: string };
    return post(`refunds/${refundId}/pay-out`, { bankReference, creditedAt: clock.now() });
  };
  const own = async (subject: string) => (await api.call({ as: subject, method: "GET", path: "/cash/own" })).body;

  it("comes in and goes out by bank lines, exact to the fen", async () => {
    const member = await givenMember(engine, { role: "enterprise" });
    const { subject } = member;
    expect(await book(member, "99999999999999.99")).toMatchObject({
      status: 200,
      body: { direction: "in", amount: "99999999999999.99", state: "booked", bankDay: "2026-03-02" },
    });
    expect(await book(member, "0.01")).toMatchObject({ status: 200 });
    expect(await own(subject)).toMatchObject({ available: "100000000000000.00", held: "0.00" });
    expect(await payOut(member, "0.1")).toMatchObject({ status: 200, body: { direction: "out", amount: "0.10" } });
    expect(await own(subject)).toMatchObject({ available: "99999999999999.90" });
    expect(await book(member, "0.001")).toMatchObject({ status: 422, body: { errors: [{ pointer: "/body/amount" }] } });
    for (const amount of ["0", "-1", "1e3", "１"]) expect(await book(member, amount)).toMatchObject({ status: 422 });
  });

  it("books a bank line once, even concurrently, and refers to the earlier booking", async () => {
    const member = await givenMember(engine, { role: "bank" });
    const { subject } = member;
    const reference = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => book(member, "10.00", { bankReference: reference })));
    const [booked] = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(2);
    const bookingId = (booked?.body as { bookingId?: string } | undefined)?.bookingId ?? "none";
    for (const each of refused) expect(each.body).toMatchObject({ type: "/problems/duplicate-bank-line", bookingId });
    expect(await own(subject)).toMatchObject({ available: "10.00" });
    expect(await payOut(member, "1.00", reference)).toMatchObject({ status: 409, body: { type: "/problems/duplicate-bank-line" } });
  });

  it("books a bank line once when two bookings both read that it is new before either writes", async () => {
    const { subject, partyId, party } = await givenMember(engine, { role: "bank" });
    const body = receipt({ partyId, name: party.name }, "10.00", clock.now());
    const answers: Answer[] = [];
    const sent: string[] = [];
    const booking = (name: string): Actor => ({
      run: async (turn) => {
        const dynamo = engineClient(engine.endpoint);
        dynamo.middlewareStack.add(
          (next, { commandName = "" }) =>
            async (given) => {
              await turn();
              sent.push(`${name} ${commandName === "TransactWriteItemsCommand" ? "writes" : "reads"}`);
              return next(given);
            },
          { step: "initialize" },
        );
        const call = frontDoor(cashApi.open(await grantedOn({ dynamo, tables: engine.tables }, clock)));
        answers.push(await call({ as: operator, method: "POST", path: "/cash/receipts", body }));
      },
    });
    let step = 0;
    // Turn and turn about: each has read everything when the first writes.
    await interleave([booking("one"), booking("other")], (among) => step++ % among, false);
    const writes = sent.flatMap((each, position) => (each.endsWith("writes") ? [position] : []));
    expect(sent.slice(writes[0], (writes[0] ?? 0) + 2)).toEqual(["one writes", "other writes"]);
    const [booked, refused] = answers.toSorted((one, other) => one.status - other.status);
    expect([booked?.status, refused?.status]).toEqual([200, 409]);
    const { bookingId } = required(booked, "answer").body as { bookingId: string };
    expect(refused?.body).toMatchObject({ type: "/problems/duplicate-bank-line", bookingId });
    expect(await own(subject)).toMatchObject({ available: "10.00" });
  });

  it("that is not there, or held, is not paid out", async () => {
    const member = await givenMember(engine, { role: "enterprise" });
    const { partyId } = member;
    await book(member, "100.00");
    const at = clock.now();
    const cause = { kind: "test", reference: "hold" };
    const entry = ledger.newEntry<Refusal>({
      factId: randomUUID(),
      occurredAt: at,
      actor: "test",
      parties: [],
      areas: ["420700"],
      cause,
    });
    entry.hold({
      holdId: randomUUID(),
      account: partyAccount(partyId),
      instrument: CNY,
      quantity: new Decimal(60),
      purpose: "deposit",
      shortage: { code: "no" },
    });
    await commit(engine.dynamo, entry.writes());
    expect(await payOut(member, "40.01")).toMatchObject({ status: 409, body: { type: "/problems/cash-not-available" } });
    expect(await payOut(member, "40.00")).toMatchObject({ status: 200 });
  });

  it("is held by enterprises and banks that were admitted, and comes in and goes out even of suspended ones", async () => {
    const verifier = await givenMember(engine, { role: "verifier" });
    expect(await book(verifier, "1.00")).toMatchObject({ status: 409, body: { type: "/problems/not-a-cash-member" } });
    expect(await book({ ...verifier, partyId: "nobody" }, "1.00")).toMatchObject({ status: 404 });
    const member = await givenMember(engine, { role: "enterprise" });
    await book(member, "5.00");
    await givenMember(engine, { role: "enterprise", party: { ...member.party, standing: "suspended" } });
    expect(await book(member, "5.00")).toMatchObject({ status: 200 });
    expect(await payOut(member, "10.00")).toMatchObject({ status: 200 });
    const refused = await givenMember(engine, { role: "enterprise", party: { standing: "refused" } });
    expect(await book(refused, "5.00")).toMatchObject({ status: 409, body: { type: "/problems/not-a-cash-member", standing: "refused" } });
  });

  it("is listed newest first, for its owner and the operator", async () => {
    const member = await givenMember(engine, { role: "enterprise" });
    const { subject, partyId } = member;
    for (const amount of ["1.00", "2.00", "3.00"]) {
      clock.moveTo(new Date(Date.parse(clock.now()) + 1_000).toISOString());
      await book(member, amount);
    }
    const amounts = (answer: { body: unknown }) => (answer.body as { items: { amount: string }[] }).items.map(({ amount }) => amount);
    expect(amounts(await api.call({ as: subject, method: "GET", path: "/cash/bookings" }))).toEqual(["3.00", "2.00", "1.00"]);
    expect(amounts(await api.call({ as: operator, method: "GET", path: `/cash/bookings?partyId=${partyId}` }))).toEqual([
      "3.00",
      "2.00",
      "1.00",
    ]);
  });

  it("on house accounts is swept to their main accounts once, however many sweeps run, and paid out from there", async () => {
    const member = await givenMember(engine, { role: "enterprise" });
    const { partyId } = member;
    await book(member, "300.00");
    for (const key of ["a", "b", "c"]) {
      const cause = { kind: "test", reference: key };
      const entry = ledger.newEntry({
        factId: randomUUID(),
        occurredAt: clock.now(),
        actor: "test",
        parties: [],
        areas: ["420700"],
        cause,
      });
      entry.transfer({ instrument: CNY, from: partyAccount(partyId), to: striped("treasury", key), quantity: new Decimal(100) });
      await commit(engine.dynamo, entry.writes());
    }
    const before = (await ledger.position(mainAccount("treasury"), CNY)).available;
    const ports = { dynamo: engine.dynamo, clock, ledger };
    await Promise.all([sweepHouseAccounts(ports), sweepHouseAccounts(ports), sweepHouseAccounts(ports)]);
    await sweepHouseAccounts(ports);
    const after = (await ledger.position(mainAccount("treasury"), CNY)).available;
    expect(after.minus(before).gte(300)).toBe(true);
    const house = (await api.call({ as: operator, method: "GET", path: "/cash/houses/treasury" })).body as {
      available: string;
      swept: string;
    };
    expect(house.swept).toBe(after.toFixed(2));
    const payee = { payeeName: "鄂州市财政局", payeeAccount: "17-0001" };
    const line = { amount: after.toFixed(2), bankReference: randomUUID(), creditedAt: clock.now(), ...payee };
    const tooMuch = { ...line, amount: after.plus("0.01").toFixed(2) };
    expect(await post("houses/treasury/pay-outs", tooMuch)).toMatchObject({ status: 409 });
    expect(await post("houses/treasury/pay-outs", line)).toMatchObject({ status: 200 });
    expect(await conservationFaults(engine)).toEqual([]);
  });
});
