import { DeleteItemCommand, PutItemCommand, ScanCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { memberKey, partyKey } from "../../shared/members/members.ts";
import { getItem, keyOf } from "../../shared/store/client.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import { accountOf, receipt } from "../support/bank.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { colleagueOf } from "../support/second-person.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Body = Readonly<Record<string, unknown>>;
type Reply = Answer & { readonly body: Body };

describe("two persons: one enters, another approves", () => {
  let engine: Engine;
  let clock: TestClock;
  let api: WholeApi;
  let operator: string;
  let approver: string;
  let member: Awaited<ReturnType<typeof givenMember>>;

  beforeAll(async () => {
    engine = await sharedEngine();
  });
  // Each test has an exchange of its own, so that inboxes are its own too.
  beforeEach(async () => {
    clock = testClock();
    api = await openWholeApi(engine, clock);
    operator = (await givenMember(engine, { role: "operator" })).subject;
    approver = await colleagueOf(engine, operator);
    member = await givenMember(engine, { role: "enterprise" });
    await receive("100.00");
  });

  const send = async (request: Request): Promise<Reply> => (await api.enter(request)) as Reply;
  const receive = (amount: string): Promise<Reply> => {
    const { partyId, party } = member;
    return send({
      as: operator,
      method: "POST",
      path: "/cash/receipts",
      body: receipt({ partyId, name: party.name }, amount, clock.now()),
    });
  };
  const refund = (amount: string, more: object = {}) => {
    const { partyId } = member;
    return { partyId, amount, toAccount: accountOf(partyId), reason: "asked", ...more };
  };
  const payOut = (amount: string, more: Partial<Request> = {}): Promise<Reply> =>
    send({ as: operator, method: "POST", path: "/cash/refunds", body: refund(amount), ...more });
  const addressOf = ({ status, headers, body }: Reply): string => {
    expect([status, body]).toEqual([202, expect.objectContaining({ address: headers.location })]);
    return required(headers.location, "address of the request");
  };
  const decide = (address: string, what: "approval" | "refusal" | "withdrawal", as = approver, body: object = {}): Promise<Reply> =>
    send({ as, method: "POST", path: `${address}/${what}`, body: what === "refusal" ? { reason: "wrong amount", ...body } : body });
  const read = (path: string, as = approver): Promise<Reply> => send({ as, method: "GET", path });
  const cash = async (): Promise<unknown> => (await read("/cash/own", member.subject)).body.available;
  const listed = async (path: string, as: string): Promise<readonly Body[]> => (await read(path, as)).body.items as readonly Body[];
  const factsOf = async (table: string, requestId: unknown) => {
    const { Items = [] } = await engine.dynamo.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
    return Items.filter(({ pk }) => pk?.S?.startsWith("fact#"))
      .map(decodeFact)
      .filter(({ data }) => (data as { requestId?: unknown }).requestId === requestId);
  };

  it("is asked for by data: refunds and pay-outs, cancellation, postponement and caps from the start, bids where a member wants it", () => {
    const asking = (contexts as readonly ContextDefinition[])
      .flatMap(({ endpoints }) => Object.values(endpoints))
      .flatMap(({ operationId, secondPerson }) => (secondPerson ? [[operationId, secondPerson] as const] : []));
    expect(Object.fromEntries(asking)).toMatchObject({
      orderRefund: { always: ["operator"] },
      bookHousePayOut: { always: ["operator"] },
      cancelAuction: { always: ["operator"] },
      postponeAuction: { always: ["operator"] },
      setCap: { always: ["regulator"] },
      submitBid: { choice: "bids" },
      switchSecondPersonOff: { always: ["enterprise", "bank"] },
    });
  });

  it("answers the first call with 202 and the request's address; nothing is done until another approves", async () => {
    const entered = await payOut("40.00");
    const address = addressOf(entered);
    expect(entered.body).toMatchObject({
      operation: "orderRefund",
      enteredBy: operator,
      enteredAt: clock.now(),
      endsAt: plusSeconds(clock.now(), 72 * 3_600),
      others: 1,
      next: { en: expect.stringContaining(`${address}/approval`) },
    });
    expect(await cash()).toBe("100.00");
    const approved = await decide(address, "approval");
    expect(approved).toMatchObject({
      status: 200,
      body: { state: "approved", enteredBy: operator, decidedBy: approver, result: { amount: "40.00" } },
    });
    expect(await cash()).toBe("60.00");
  });

  it("refuses approving or refusing one's own entry (own-entry), whatever the person's role", async () => {
    const address = addressOf(await payOut("40.00"));
    for (const what of ["approval", "refusal"] as const) {
      expect(await decide(address, what, operator)).toMatchObject({ status: 403, body: { type: "/problems/own-entry" } });
    }
    expect(await decide(address, "withdrawal", approver)).toMatchObject({ status: 403, body: { type: "/problems/not-own-entry" } });
    expect(await cash()).toBe("100.00");
  });

  it("hides a request from other parties: of the same role, and of others", async () => {
    const address = addressOf(await payOut("40.00"));
    const another = (await givenMember(engine, { role: "operator" })).subject;
    expect(await read(address, another)).toMatchObject({ status: 404 });
    for (const what of ["approval", "refusal", "withdrawal"] as const)
      expect(await decide(address, what, another)).toMatchObject({ status: 404 });
    expect(await decide(address, "approval", member.subject)).toMatchObject({ status: 403, body: { type: "/problems/role-not-allowed" } });
    expect(await listed("/approvals", another)).toEqual([]);
    expect(await cash()).toBe("100.00");
  });

  it("refuses at once what its rules refuse, and nothing waits", async () => {
    const elsewhere = await payOut("", { body: refund("1.00", { toAccount: "6217-STRANGER" }) });
    expect(elsewhere).toMatchObject({ status: 422, body: { type: "/problems/not-an-origin" } });
    expect(await payOut("100.01")).toMatchObject({ body: { type: "/problems/above-received" } });
    expect(await payOut("0")).toMatchObject({ status: 422 });
    expect(await listed("/approvals", approver)).toEqual([]);
  });

  it("decides anew on the current state: a refusal goes to the approver, and the request waits on", async () => {
    const [first, second] = [addressOf(await payOut("60.00")), addressOf(await payOut("60.00"))];
    expect(await decide(first, "approval")).toMatchObject({ status: 200 });
    expect(await decide(second, "approval")).toMatchObject({ status: 409, body: { type: "/problems/above-received" } });
    expect(await read(second)).toMatchObject({ body: { state: "pending" } });
    await receive("20.00");
    expect(await decide(second, "approval")).toMatchObject({ status: 200 });
    expect(await cash()).toBe("0.00");
  });

  it("approves exactly what was entered, by its hash: a stored input that was changed is never done", async () => {
    const address = addressOf(await payOut("40.00"));
    const { body } = await read(address);
    const canonical = JSON.stringify({
      body: { amount: "40", partyId: member.partyId, reason: "asked", toAccount: accountOf(member.partyId) },
      operation: "orderRefund",
      params: {},
      query: {},
    });
    expect(body).toMatchObject({ inputHash: sha256(canonical), body: { amount: "40" } });
    const key = { pk: `request#${(await partyOf(operator)).partyId}`, sk: String(body.requestId) };
    await engine.dynamo.send(
      new UpdateItemCommand({
        ...{ TableName: engine.tables.Cash, Key: keyOf(key), UpdateExpression: "SET #input = :changed" },
        ExpressionAttributeNames: { "#input": "input" },
        ExpressionAttributeValues: { ":changed": { S: canonical.replace('"40"', '"90"') } },
      }),
    );
    expect(await decide(address, "approval")).toMatchObject({ status: 500 });
    expect(await cash()).toBe("100.00");
  });

  it("ends a pending request after three days: nobody can decide it then, and it has lapsed", async () => {
    const address = addressOf(await payOut("40.00"));
    clock.moveTo(plusSeconds(clock.now(), 72 * 3_600 - 1));
    expect(await listed("/approvals", approver)).toHaveLength(1);
    clock.moveTo(plusSeconds(clock.now(), 1));
    expect(await listed("/approvals", approver)).toEqual([]);
    expect(await read(address)).toMatchObject({ body: { state: "lapsed" } });
    expect(await listed("/approvals/entered", operator)).toMatchObject([{ state: "lapsed" }]);
    for (const [what, as] of [
      ["approval", approver],
      ["refusal", approver],
      ["withdrawal", operator],
    ] as const) {
      expect(await decide(address, what, as)).toMatchObject({ status: 409, body: { type: "/problems/request-ended" } });
    }
    expect(await cash()).toBe("100.00");
  });

  it.each([
    ["approved", "approval"],
    ["refused", "refusal"],
    ["withdrawn", "withdrawal"],
  ] as const)("decides a request once: %s is final, and the same person may repeat it", async (state, how) => {
    const address = addressOf(await payOut("40.00"));
    const by = how === "withdrawal" ? operator : approver;
    expect(await decide(address, how, by)).toMatchObject({ status: 200, headers: { "idempotency-replayed": "false" }, body: { state } });
    expect(await decide(address, how, by)).toMatchObject({ status: 200, headers: { "idempotency-replayed": "true" }, body: { state } });
    const third = await colleagueOf(engine, operator, "third");
    for (const [what, as] of [
      ["approval", third],
      ["refusal", third],
      ["withdrawal", operator],
    ] as const) {
      if (what === how && as === by) continue;
      expect(await decide(address, what, as), what).toMatchObject({ status: 409, body: { type: "/problems/request-decided" } });
    }
    expect(await cash()).toBe(state === "approved" ? "60.00" : "100.00");
    expect(await listed("/approvals", third)).toEqual([]);
  });

  it("refuses with a reason that the person who entered it reads", async () => {
    const address = addressOf(await payOut("40.00"));
    expect(await send({ as: approver, method: "POST", path: `${address}/refusal`, body: {} })).toMatchObject({ status: 422 });
    await decide(address, "refusal", approver, { reason: "account unknown" });
    expect(await listed("/approvals/entered", operator)).toMatchObject([
      { state: "refused", decidedBy: approver, reason: "account unknown" },
    ]);
  });

  it("enters a request once for each idempotency key, and refuses the key for another input", async () => {
    const body = refund("40.00");
    const first = await payOut("", { key: "one", body });
    expect(await payOut("", { key: "one", body })).toMatchObject({
      status: 202,
      headers: { "idempotency-replayed": "true" },
      body: { address: addressOf(first) },
    });
    expect(await payOut("", { key: "one", body: { ...body, amount: "41.00" } })).toMatchObject({
      status: 409,
      body: { type: "/problems/idempotency-key-reused" },
    });
    const answers = await Promise.all([1, 2, 3].map(() => payOut("", { key: "other", body })));
    expect(new Set(answers.map(addressOf)).size).toBe(1);
    expect(await listed("/approvals", approver)).toHaveLength(2);
  });

  it("never does again what was approved, even when its command row has expired", async () => {
    const year = addressOf(
      await send({
        as: (await bureau()).entering,
        method: "PUT",
        path: "/permits/caps/ezhou/NOx/2071",
        body: { tonnes: "5", documentNumber: "X" },
      }),
    );
    const { approving } = await bureau();
    expect(await decide(year, "approval", approving)).toMatchObject({ status: 200 });
    clock.moveTo(plusSeconds(clock.now(), 31 * 86_400));
    expect(await decide(year, "approval", approving)).toMatchObject({ status: 409, body: { type: "/problems/request-decided" } });
  });

  it("acts for the person who entered it as it is now: not for one who left, changed sides or is suspended", async () => {
    const address = addressOf(await payOut("40.00"));
    const row = required(await getItem(engine.dynamo, engine.tables.Parties, memberKey(operator)), "membership");
    await engine.dynamo.send(new DeleteItemCommand({ TableName: engine.tables.Parties, Key: keyOf(memberKey(operator)) }));
    clock.moveTo(plusSeconds(clock.now(), 10));
    expect(await decide(address, "approval")).toMatchObject({ status: 409, body: { type: "/problems/enterer-not-authorized" } });
    const elsewhere = (await givenMember(engine, { role: "operator" })).partyId;
    await engine.dynamo.send(new PutItemCommand({ TableName: engine.tables.Parties, Item: { ...row, partyId: { S: elsewhere } } }));
    clock.moveTo(plusSeconds(clock.now(), 10));
    expect(await decide(address, "approval")).toMatchObject({ status: 409, body: { type: "/problems/enterer-not-authorized" } });
    await engine.dynamo.send(new PutItemCommand({ TableName: engine.tables.Parties, Item: row }));
    clock.moveTo(plusSeconds(clock.now(), 10));
    expect(await decide(address, "approval")).toMatchObject({ status: 200 });
  });

  it("says that nobody can approve yet and how to invite, where a party has one person; the request waits", async () => {
    const alone = (await givenMember(engine, { role: "operator" })).subject;
    const entered = await payOut("40.00", { as: alone });
    const address = addressOf(entered);
    expect(entered.body).toMatchObject({
      others: 0,
      next: { en: expect.stringContaining("/parties/own/"), zh: expect.stringContaining("邀请") },
    });
    expect(await cash()).toBe("100.00");
    expect(await decide(address, "approval", await colleagueOf(engine, alone))).toMatchObject({ status: 200 });
  });

  it("lists in the inbox what waits for me: not my own, not what was decided, the one that ends first at the top, page by page", async () => {
    const own = addressOf(await payOut("1.00", { as: approver }));
    const waiting: string[] = [];
    for (let number = 0; number < 4; number += 1) {
      clock.moveTo(plusSeconds(clock.now(), 60));
      waiting.push(addressOf(await payOut("1.00")));
    }
    await decide(required(waiting[1], "second"), "refusal");
    const left = [waiting[0], waiting[2], waiting[3]];
    expect((await listed("/approvals", approver)).map(({ address }) => address)).toEqual(left);
    expect((await listed("/approvals", operator)).map(({ address }) => address)).toEqual([own]);
    const paged: unknown[] = [];
    let cursor = "";
    do {
      const { body } = await read(`/approvals?limit=1${cursor}`);
      paged.push(...(body.items as readonly Body[]).map(({ address }) => address));
      cursor = body.nextCursor ? `&cursor=${String(body.nextCursor)}` : "";
    } while (cursor);
    expect(paged).toEqual(left);
    expect((await listed("/approvals/entered", operator)).map(({ address, state }) => [address, state])).toEqual([
      [waiting[3], "pending"],
      [waiting[2], "pending"],
      [waiting[1], "refused"],
      [waiting[0], "pending"],
    ]);
  });

  it("shows supervision who entered and who approved: facts of the request, and the second person in the fact of what was done", async () => {
    const { body } = await payOut("40.00");
    const { requestId } = body;
    await decide(String(body.address), "approval");
    const { partyId } = await partyOf(operator);
    const { inputHash } = (await read(String(body.address))).body;
    const [entered, decided] = (await factsOf(engine.tables.ApprovalFacts, requestId)).toSorted((one, other) =>
      one.factType < other.factType ? 1 : -1,
    );
    expect(entered).toMatchObject({
      factType: "request-entered",
      actor: operator,
      parties: [partyId],
      areas: ["420700"],
      data: { operation: "orderRefund", inputHash },
    });
    expect(decided).toMatchObject({ factType: "request-decided", actor: approver, data: { decision: "approved", enteredBy: operator } });
    const { Items = [] } = await engine.dynamo.send(new ScanCommand({ TableName: engine.tables.Cash, ConsistentRead: true }));
    const paid = Items.filter(({ pk, factType }) => pk?.S?.startsWith("fact#") && factType?.S === "refund-ordered").map(decodeFact);
    expect(paid.filter(({ parties }) => parties.includes(member.partyId))).toMatchObject([{ actor: operator, approvedBy: approver }]);
  });

  async function partyOf(subject: string): Promise<{ readonly partyId: string }> {
    const row = await getItem(engine.dynamo, engine.tables.Parties, memberKey(subject));
    const partyId = required(row?.partyId?.S, "party of the person");
    expect(await getItem(engine.dynamo, engine.tables.Parties, partyKey(partyId))).toBeDefined();
    return { partyId };
  }

  let people: { readonly entering: string; readonly approving: string } | undefined;
  async function bureau() {
    const entering = people?.entering ?? (await givenMember(engine, { role: "regulator" })).subject;
    people = { entering, approving: await colleagueOf(engine, entering) };
    return people;
  }
});
