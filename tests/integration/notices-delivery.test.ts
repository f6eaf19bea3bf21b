import { createHash, randomUUID } from "node:crypto";
import { DeleteItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { deliveryMessage } from "../../functions/notices/contract.ts";
import { deliver } from "../../functions/notices/delivery/deliver.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { memberCodec, memberKey } from "../../shared/members/members.ts";
import { keyOf } from "../../shared/store/client.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { givenMember } from "../support/members.ts";
import { codeIn, openPostOffice, type PostOffice } from "../support/post-office.ts";

let clock: TestClock;
let engine: Engine;
let office: PostOffice;
beforeAll(async () => {
  engine = await sharedEngine();
  clock = testClock();
  office = await openPostOffice(engine, clock);
});

const member = () => givenMember(engine, { role: "enterprise" });
const set = (as: string, address: string, channel = "mail") =>
  office.call({ as, method: "PUT", path: `/notices/addresses/${channel}`, body: { address } });
const confirm = (as: string, code: string, channel = "mail") =>
  office.call({ as, method: "POST", path: `/notices/addresses/${channel}/confirmation`, body: { code } });
const addressesOf = async (as: string) =>
  ((await office.call({ as, method: "GET", path: "/notices/addresses" })).body as { items: Record<string, unknown>[] }).items;
const deliveriesOf = async (as: string) =>
  ((await office.call({ as, method: "GET", path: "/notices/deliveries" })).body as { items: Record<string, unknown>[] }).items;
const sentTo = (address: string) => office.sent.filter(({ to }) => to === address);

function aFact(factType: string, parties: readonly string[], data: object = {}): Fact {
  const envelope = { factId: randomUUID(), factType, schemaVersion: 1, occurredAt: clock.now(), actor: "a", areas: ["420700"] };
  return { ...envelope, parties: [...parties], data };
}
const dueFact = (partyId: string) =>
  aFact("award-due", [partyId], { title: "SO2", quantity: "10", toPay: "28400.00", payBy: "2026-03-09T16:00:00.000Z" });
const receivedFact = (partyId: string) => aFact("cash-received", [partyId], { amount: "5.00", bankReference: "B-1" });
const unique = (name: string): string => `${name}-${randomUUID().slice(0, 8)}@example.cn`;

describe("addresses", () => {
  it("count once the code that was sent there comes back, however it is typed", async () => {
    const { subject, partyId } = await member();
    const to = unique("liu");
    expect(await set(subject, to)).toMatchObject({ status: 200, body: { channel: "mail", address: to, state: "unconfirmed" } });
    await office.run();
    await office.tell(receivedFact(partyId));
    await office.run();
    const [message, ...others] = sentTo(to);
    expect([message?.subject, others]).toEqual(["【生态价值交易所】地址确认码 · Confirmation code", []]);
    const typed = codeIn(message?.text).toLowerCase().replace("-", " ");
    expect(await confirm(subject, typed)).toMatchObject({ status: 200, body: { state: "confirmed", address: to } });
    expect(await addressesOf(subject)).toEqual([
      { channel: "mail", address: to, state: "confirmed", unwanted: [], confirmedAt: clock.now() },
    ]);
  });

  it.each([
    ["mail", "liu"],
    ["mail", "liu@"],
    ["mail", "+8613800000000"],
    ["sms", "13800000000"],
    ["sms", "+0138000000"],
    ["sms", "a@b.cn"],
  ])("of the channel %s are refused in any other shape: %s", async (channel, address) => {
    const { subject } = await member();
    expect(await set(subject, address, channel)).toMatchObject({ status: 422, body: { type: "/problems/address-invalid" } });
  });

  it("are replaced only by a confirmed one: until then the earlier stays in use", async () => {
    const { subject, partyId } = await member();
    const [first, second] = [unique("first"), unique("second")];
    await office.confirmed(subject, "mail", first);
    await set(subject, second);
    await office.run();
    await office.tell(dueFact(partyId));
    await office.run();
    expect([sentTo(first).length, sentTo(second).length]).toEqual([2, 1]);
    await confirm(subject, codeIn(sentTo(second)[0]?.text));
    await office.tell(dueFact(partyId));
    await office.run();
    expect([sentTo(first).length, sentTo(second).length]).toEqual([2, 2]);
  });

  it("belong to one person: nobody else of the member sees, confirms or removes them", async () => {
    const { subject, partyId } = await member();
    const colleague = (await givenMember(engine, { role: "enterprise", party: { partyId } })).subject;
    const to = unique("own");
    await set(subject, to);
    await office.run();
    const code = codeIn(sentTo(to)[0]?.text);
    expect(await addressesOf(colleague)).toEqual([]);
    expect(await confirm(colleague, code)).toMatchObject({ status: 409, body: { type: "/problems/nothing-to-confirm" } });
    expect(await office.call({ as: colleague, method: "DELETE", path: "/notices/addresses/mail" })).toMatchObject({ status: 404 });
    expect(await confirm(subject, code)).toMatchObject({ status: 200 });
  });

  it("get nothing more once they are removed, not even what was queued before", async () => {
    const { subject, partyId } = await member();
    const to = unique("gone");
    await office.confirmed(subject, "mail", to);
    await office.tell(dueFact(partyId));
    expect(await office.call({ as: subject, method: "DELETE", path: "/notices/addresses/mail" })).toMatchObject({ status: 200 });
    expect(await office.run()).toBe(0);
    expect(sentTo(to)).toHaveLength(1);
    expect(await addressesOf(subject)).toEqual([]);
  });

  it("are not offered where the deployment has no such channel", async () => {
    const none = await openPostOffice(engine, clock, { noticeChannels: "mail" });
    const { subject } = await member();
    const body = { address: "+8613800000000" };
    expect(await none.call({ as: subject, method: "PUT", path: "/notices/addresses/sms", body })).toMatchObject({
      status: 409,
      body: { type: "/problems/channel-not-offered" },
    });
  });
});

describe("codes can't be guessed", () => {
  it("five tries and the code is dead, even for whoever has it by then", async () => {
    const { subject } = await member();
    const to = unique("tries");
    await set(subject, to);
    await office.run();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(await confirm(subject, "00000-00000")).toMatchObject({ status: 409, body: { type: "/problems/code-wrong", triesLeft } });
    }
    const right = codeIn(sentTo(to)[0]?.text);
    expect(await confirm(subject, right)).toMatchObject({ status: 409, body: { type: "/problems/nothing-to-confirm" } });
  });

  it("forty guesses at once are five guesses", async () => {
    const { subject } = await member();
    await set(subject, unique("burst"));
    await office.run();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, place) => confirm(subject, `00000-000${String(place).padStart(2, "0")}`)),
    );
    const codes = answers.map(({ body }) => (body as { type: string }).type);
    expect(codes.filter((type) => type === "/problems/code-wrong").length).toBeLessThanOrEqual(5);
    expect(
      codes.filter((type) => type !== "/problems/code-wrong" && type !== "/problems/nothing-to-confirm" && type !== "/problems/busy"),
    ).toEqual([]);
  });

  it("after a quarter of an hour a code counts no more", async () => {
    const { subject } = await member();
    const to = unique("late");
    await set(subject, to);
    await office.run();
    clock.moveTo(plusSeconds(clock.now(), 15 * 60));
    expect(await confirm(subject, codeIn(sentTo(to)[0]?.text))).toMatchObject({ body: { type: "/problems/nothing-to-confirm" } });
  });

  it("a person gets five a day, whatever the channels and addresses, so that nobody is flooded in somebody's name", async () => {
    const { subject } = await member();
    for (const place of [1, 2, 3, 4]) expect(await set(subject, unique(`flood${place}`))).toMatchObject({ status: 200 });
    expect(await set(subject, "+8613800000000", "sms")).toMatchObject({ status: 200 });
    expect(await set(subject, unique("flood6"))).toMatchObject({ status: 429, body: { type: "/problems/too-many-codes" } });
    await office.run();
    clock.moveTo(plusSeconds(clock.now(), 86_400));
    expect(await set(subject, unique("flood7"))).toMatchObject({ status: 200 });
    await office.run();
  });

  it("whoever reads every row and message of it finds no code, and nothing to check a guess with in time", async () => {
    const { subject, partyId } = await member();
    const to = unique("rows");
    await set(subject, to);
    const bodies = await office.take();
    await office.deliver(bodies);
    const code = codeIn(sentTo(to)[0]?.text);
    const letters = code.replace("-", "");
    const rows = await Promise.all(
      [`candidate#${partyId}#${subject}`, `codes#${subject}`].map(async (pk) => {
        const query = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: pk } } };
        return (await engine.dynamo.send(new QueryCommand({ TableName: engine.tables.Notices, ...query }))).Items ?? [];
      }),
    );
    const stored = JSON.stringify([rows, bodies]);
    expect(rows.flat()).toHaveLength(2);
    expect([stored.includes(code), stored.includes(letters)]).toEqual([false, false]);
    // The cheap ways to check a guess: a hash of the code alone, or of the code with what stands beside it.
    const salt = rows.flat().map(({ codeSalt }) => codeSalt?.S ?? "")[0] ?? "";
    for (const guess of [letters, code]) {
      for (const text of [guess, `${salt}${guess}`, `${guess}${salt}`, `${salt}:${guess}`]) {
        for (const algorithm of ["sha1", "sha256", "sha512", "md5"]) {
          expect(stored.includes(createHash(algorithm).update(text).digest("hex"))).toBe(false);
        }
      }
    }
    // Ten of thirty-two letters: 2^50 codes, each of which costs 16 MiB of memory to check, within a quarter of an hour.
    expect(letters).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  });

  it("a code is sent once though its message is delivered twice, and again if sending failed", async () => {
    const { subject } = await member();
    const to = unique("twice");
    await set(subject, to);
    const bodies = await office.take();
    office.next.push(new Error("outage"));
    expect(await office.deliver(bodies)).toBe(1);
    for (const _ of [1, 2]) expect(await office.deliver(bodies)).toBe(0);
    expect(sentTo(to)).toHaveLength(1);
    expect(await confirm(subject, codeIn(sentTo(to)[0]?.text))).toMatchObject({ status: 200 });
  });
});

describe("notices arrive", () => {
  it("by mail in both languages and by SMS in Chinese, at every confirmed address of the member's people", async () => {
    const { subject, partyId } = await member();
    const colleague = (await givenMember(engine, { role: "enterprise", party: { partyId } })).subject;
    const [own, theirs] = [unique("mail"), unique("colleague")];
    const phone = `+86139${randomUUID().replace(/\D/g, "").padEnd(8, "0").slice(0, 8)}`;
    await office.confirmed(subject, "mail", own);
    await office.confirmed(subject, "sms", phone);
    await office.confirmed(colleague, "mail", theirs);
    await office.tell(aFact("enrolment-released", [partyId], { title: "COD", reason: "no-award", deposit: "26370.00" }));
    expect(await office.run()).toBe(0);
    const zh = "竞价“COD”未成交（报价未入围），保证金 26,370.00 元已退还。";
    const en = "No award in the auction “COD” (outbid); the deposit of 26,370.00 CNY is back.";
    const mail = { subject: "【生态价值交易所】未成交 · No award", text: `${zh}\n\n${en}` };
    expect([sentTo(own)[1], sentTo(theirs)[1], sentTo(phone)[1]]).toMatchObject([mail, mail, { text: `【生态价值交易所】${zh}` }]);
    expect(await deliveriesOf(colleague)).toMatchObject([
      { channel: "mail", to: expect.stringContaining("***@"), state: "sent", attempts: 1 },
    ]);
    expect(await deliveriesOf(subject)).toMatchObject([
      { channel: "sms", state: "sent" },
      { channel: "mail", state: "sent" },
    ]);
  });

  it("once, however often the fact and its messages are delivered, and however many deliver them at once", async () => {
    const { subject, partyId } = await member();
    const to = unique("once");
    await office.confirmed(subject, "mail", to);
    const fact = dueFact(partyId);
    await office.tell(fact);
    await office.tell(fact);
    const bodies = await office.take();
    expect(bodies).toHaveLength(2);
    await Promise.all([office.deliver(bodies), office.deliver(bodies), office.deliver(bodies)]);
    await office.deliver(bodies);
    expect(sentTo(to)).toHaveLength(2);
  });

  it("after an outage: the failure is shown, the message is retried, and it is sent once", async () => {
    const { subject, partyId } = await member();
    const to = unique("outage");
    await office.confirmed(subject, "mail", to);
    await office.tell(dueFact(partyId));
    const bodies = await office.take();
    office.next.push(Object.assign(new Error("slow down"), { name: "TooManyRequestsException" }));
    expect(await office.deliver(bodies)).toBe(1);
    expect(await deliveriesOf(subject)).toMatchObject([{ state: "failed", reason: "TooManyRequestsException", attempts: 1 }]);
    expect(await office.deliver(bodies)).toBe(0);
    expect(await deliveriesOf(subject)).toMatchObject([{ state: "sent", attempts: 2 }]);
    expect(await office.deliver(bodies)).toBe(0);
    expect(sentTo(to)).toHaveLength(2);
  });

  it("what a carrier refuses for good is shown and not tried again", async () => {
    const { subject, partyId } = await member();
    const to = unique("refused");
    await office.confirmed(subject, "mail", to);
    await office.tell(dueFact(partyId));
    const bodies = await office.take();
    office.next.push({ kind: "refused", reason: "MessageRejected" });
    expect(await office.deliver(bodies)).toBe(0);
    expect(await office.deliver(bodies)).toBe(0);
    expect(await deliveriesOf(subject)).toMatchObject([{ state: "refused", reason: "MessageRejected", attempts: 1 }]);
    expect(sentTo(to)).toHaveLength(1);
  });

  it("a sender that died is replaced after a while: the message is sent again rather than lost", async () => {
    const { subject, partyId } = await member();
    const to = unique("died");
    await office.confirmed(subject, "mail", to);
    await office.tell(dueFact(partyId));
    const bodies = await office.take();
    // It dies between taking the delivery and writing how it ended.
    const dying = { ...office.ports, carriers: { ...office.ports.carriers, mail: { send: () => new Promise<never>(() => {}) } } };
    void deliver(dying, deliveryMessage.parse(JSON.parse(bodies[0] ?? "")));
    await expect.poll(async () => (await deliveriesOf(subject)).map(({ state }) => state)).toEqual(["sending"]);
    expect(await office.deliver(bodies)).toBe(1);
    clock.moveTo(plusSeconds(clock.now(), 91));
    expect(await office.deliver(bodies)).toBe(0);
    expect(await deliveriesOf(subject)).toMatchObject([{ state: "sent", attempts: 2 }]);
  });

  it("not of a kind that the person unsubscribed from, and always of one that is legally required", async () => {
    const { subject, partyId } = await member();
    const to = unique("kinds");
    await office.confirmed(subject, "mail", to);
    const choose = (kind: string, wanted: boolean) =>
      office.call({ as: subject, method: "PUT", path: `/notices/addresses/mail/kinds/${kind}`, body: { wanted } });
    expect(await choose("received", false)).toMatchObject({ status: 200, body: { unwanted: ["received"] } });
    for (const kind of ["due", "defaulted", "suspended", "disputed"]) {
      expect(await choose(kind, false)).toMatchObject({ status: 409, body: { type: "/problems/notice-required", kind } });
    }
    expect(await choose("nonsense", false)).toMatchObject({ status: 404 });
    await office.tell(receivedFact(partyId));
    await office.tell(dueFact(partyId));
    await office.run();
    expect(sentTo(to).map(({ subject: heading }) => heading)).toEqual([
      "【生态价值交易所】地址确认码 · Confirmation code",
      "【生态价值交易所】成交待付款 · Payment due",
    ]);
    expect(await choose("received", true)).toMatchObject({ status: 200, body: { unwanted: [] } });
    await office.tell(receivedFact(partyId));
    await office.run();
    expect(sentTo(to)).toHaveLength(3);
    const { body } = await office.call({ method: "GET", path: "/notices/kinds" });
    const kinds = new Map(
      (body as { items: { kind: string; legallyRequired: boolean }[] }).items.map((each) => [each.kind, each.legallyRequired]),
    );
    expect([kinds.get("due"), kinds.get("defaulted"), kinds.get("received"), kinds.get("suspense")]).toEqual([true, true, false, false]);
  });

  it("not to a person who was removed from the member or went to another, even if they were queued before", async () => {
    const { subject, partyId, member: row } = await member();
    const to = unique("removed");
    await office.confirmed(subject, "mail", to);
    await office.tell(dueFact(partyId));
    const queued = await office.take();
    await engine.dynamo.send(new DeleteItemCommand({ TableName: engine.tables.Parties, Key: keyOf(memberKey(subject)) }));
    expect(await office.deliver(queued)).toBe(0);
    const elsewhere = { ...keyOf(memberKey(subject)), ...memberCodec.encode({ ...row, partyId: (await member()).partyId }) };
    await engine.dynamo.send(new PutItemCommand({ TableName: engine.tables.Parties, Item: elsewhere }));
    await office.tell(dueFact(partyId));
    expect(await office.run()).toBe(0);
    expect(sentTo(to)).toHaveLength(1);
  });
});
