import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { openPostOffice, type PostOffice } from "../support/post-office.ts";

const clock = testClock();
let engine: Engine;
let office: PostOffice;
beforeAll(async () => {
  engine = await sharedEngine();
  office = await openPostOffice(engine, clock);
});

function tell(fact: Fact): Promise<void> {
  return office.tell(fact);
}
function call(request: Request): Promise<Answer> {
  return office.call(request);
}
function aFact(factType: string, parties: readonly string[], data: object = {}, occurredAt = clock.now()): Fact {
  return { factId: randomUUID(), factType, schemaVersion: 1, occurredAt, actor: "a", parties: [...parties], areas: ["420700"], data };
}
async function listed(subject: string, query = ""): Promise<Record<string, unknown>[]> {
  const { body } = await call({ as: subject, method: "GET", path: `/notices${query}` });
  return (body as { items: Record<string, unknown>[] }).items;
}

describe("notices", () => {
  it("reach every member concerned once, and nobody else, however often the fact is delivered", async () => {
    const [one, two, other] = await Promise.all([1, 2, 3].map(() => givenMember(engine, { role: "enterprise" })));
    if (!one || !two || !other) throw new Error("three members are given");
    const fact = aFact("permit-expired", [one.partyId, two.partyId], {
      instrument: "permit/SO2/ezhou/2026-01/2026-02",
      retiredTonnes: "3",
    });
    await tell(fact);
    await tell(fact);
    for (const { subject } of [one, two]) expect(await listed(subject)).toMatchObject([{ kind: "expired", read: false }]);
    expect(await listed(other.subject)).toEqual([]);
  });

  it("say of which permits, and how many tonnes of each pollutant", async () => {
    const { subject, partyId } = await givenMember(engine, { role: "enterprise" });
    const frozen = [
      { pollutant: "COD", tonnes: "1.875" },
      { pollutant: "NH3-N", tonnes: "0.187" },
    ];
    await tell(aFact("instalment-frozen", [partyId], { siteName: "一厂", planTitle: "P", number: 2, amountCny: "2400.00", frozen }));
    const [{ text } = {}] = await listed(subject);
    expect(text).toMatchObject({ zh: expect.stringContaining("COD 1.875 吨、NH3-N 0.187 吨") });
    expect(text).toMatchObject({ en: expect.stringContaining("1.875 t of COD and 0.187 t of NH3-N") });
  });

  it("stay read when the fact is redelivered, and are visible to their own member only", async () => {
    const own = await givenMember(engine, { role: "enterprise" });
    const other = await givenMember(engine, { role: "enterprise" });
    const fact = aFact("cash-received", [own.partyId], { amount: "5.00", bankReference: "B-1" });
    await tell(fact);
    const [notice] = await listed(own.subject);
    const path = `/notices/${String(notice?.noticeId)}/read`;
    expect(await call({ as: other.subject, method: "PUT", path, body: {} })).toMatchObject({ status: 404 });
    for (const _ of [1, 2]) {
      expect(await call({ as: own.subject, method: "PUT", path, body: {} })).toMatchObject({ status: 200, body: { read: true } });
    }
    await tell(fact);
    expect(await listed(own.subject)).toEqual([{ ...notice, read: true }]);
  });

  it("also reach parties with a refused or pending registration", async () => {
    const refused = await givenMember(engine, { role: "enterprise", party: { standing: "refused" } });
    await tell(aFact("party-refused", [refused.partyId], { reason: "code of another firm" }));
    const [notice] = await listed(refused.subject);
    expect(notice).toMatchObject({ kind: "refused", text: { zh: "贵单位的登记申请未获核准：code of another firm" } });
    const path = `/notices/${String(notice?.noticeId)}/read`;
    expect(await call({ as: refused.subject, method: "PUT", path, body: {} })).toMatchObject({ status: 200, body: { read: true } });
    expect(await listed(`person-${randomUUID()}`)).toEqual([]);
  });

  it("also reach persons who act for nobody: of invitations, and of disputes that they opened", async () => {
    const { subject, partyId, party } = await givenMember(engine, { role: "enterprise" });
    const person = `person-${randomUUID()}`;
    const invited = { name: party.name, subject: person, function: "clerk", endsAt: "2026-03-16T01:00:00.000Z" };
    await tell(aFact("person-invited", [partyId, `person:${person}`], invited));
    for (const as of [subject, person]) expect(await listed(as)).toMatchObject([{ kind: "invited", factType: "person-invited" }]);
    const [notice] = await listed(person);
    expect(notice).toMatchObject({
      text: { zh: `${party.name} 邀请 ${person} 担任经办人，请被邀请人于北京时间 2026年3月16日 09:00 前接受或谢绝。` },
    });
  });

  it("are listed newest first, or only unread ones on request", async () => {
    const { subject, partyId } = await givenMember(engine, { role: "enterprise" });
    for (const seconds of [0, 2, 1]) await tell(aFact("party-admitted", [partyId], {}, plusSeconds(clock.now(), seconds)));
    const all = await listed(subject);
    const [latest, second, first] = all.map(({ occurredAt }) => occurredAt);
    expect([first, second, latest]).toEqual([0, 1, 2].map((seconds) => plusSeconds(clock.now(), seconds)));
    await call({ as: subject, method: "PUT", path: `/notices/${String(all[1]?.noticeId)}/read`, body: {} });
    expect(await listed(subject, "?unread=true")).toEqual([all[0], all[2]]);
    expect(await listed(subject, "?unread=true&limit=1")).toEqual([all[0]]);
    expect(await call({ as: subject, method: "GET", path: "/notices?unread=yes" })).toMatchObject({ status: 422 });
  });

  it.each([
    ["award-settled", "won"],
    ["enrolment-released", "lost"],
    ["award-due", "due"],
    ["award-deadline-moved", "due"],
    ["award-defaulted", "defaulted"],
    ["permit-expired", "expired"],
    ["party-refused", "refused"],
  ])("of %s are of the kind %s", async (factType, kind) => {
    const { subject, partyId } = await givenMember(engine, { role: "enterprise" });
    await tell(aFact(factType, [partyId]));
    expect(await listed(subject)).toMatchObject([{ kind, factType }]);
  });

  it("write money, time, terms and codes as people read them, in both languages", async () => {
    const { subject, partyId } = await givenMember(engine, { role: "enterprise" });
    const due = { title: "SO2 一号", quantity: "10", toPay: "1234567.80", payBy: "2026-03-06T16:00:00.000Z" };
    await tell(aFact("award-due", [partyId], due));
    expect(await listed(subject)).toMatchObject([
      {
        text: {
          zh: "竞价“SO2 一号”成交 10 吨，须在北京时间 2026年3月7日 00:00 前补足 1,234,567.80 元；以款项入账时间为准，期限所在银行日结账后仍未缴清的，按违约处理。",
          en: "Won 10 t in the auction “SO2 一号”; pay 1,234,567.80 CNY before 7 March 2026 at 00:00 Beijing time. Money counts from its value date; the award is in default once the bank day of the deadline is closed without it.",
        },
      },
    ]);
  });
});
