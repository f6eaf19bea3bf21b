import { randomUUID } from "node:crypto";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { memberKey } from "../../shared/members/members.ts";
import { keyOf } from "../../shared/store/client.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Body = Record<string, unknown>;

describe("members and sites", () => {
  let engine: Engine;
  let api: WholeApi;
  let operator: string;
  const first = `person-${randomUUID()}`;
  beforeAll(async () => {
    engine = await engineWithOwn("Parties");
    api = await openWholeApi(engine, testClock(), { settings: { firstOperator: first } });
    operator = (await givenMember(engine, { role: "operator" })).subject;
  });

  const person = () => `person-${randomUUID()}`;
  const registration = (given: Body = {}): Body => ({
    name: "长江造纸",
    creditCode: freshCreditCode(),
    type: "enterprise",
    area: "420703",
    representative: "刘洋",
    ...given,
  });
  const register = (as: string, given: Body = {}, key?: string) =>
    api.call({ as, method: "POST", path: "/parties", body: registration(given), ...(key && { key }) });
  const post = (as: string, path: string, body: Body) => api.call({ as, method: "POST", path, body });
  async function admitted(given: Body = {}): Promise<{ subject: string; partyId: string }> {
    const subject = person();
    const { partyId } = (await register(subject, given)).body as { partyId: string };
    await post(operator, `/parties/${partyId}/admission`, { admitted: true, reason: "in order" });
    return { subject, partyId };
  }

  it("apply with their credit code, act once they are admitted, and see themselves meanwhile", async () => {
    const subject = person();
    const applied = await register(subject);
    expect(applied).toMatchObject({ status: 201, body: { standing: "applied", type: "enterprise" } });
    expect(await api.call({ as: subject, method: "GET", path: "/parties/own" })).toMatchObject({
      body: { standing: "applied", role: "enterprise" },
    });
    expect(await api.call({ as: subject, method: "GET", path: "/cash/own" })).toMatchObject({ status: 403 });
    const { partyId } = applied.body as { partyId: string };
    expect(await post(operator, `/parties/${partyId}/admission`, { admitted: true, reason: "in order" })).toMatchObject({
      body: { standing: "admitted" },
    });
    expect(await api.call({ as: subject, method: "GET", path: "/cash/own" })).toMatchObject({ status: 200 });
    expect(await post(operator, `/parties/${partyId}/admission`, { admitted: true, reason: "again" })).toMatchObject({
      status: 409,
      body: { type: "/problems/standing-refuses" },
    });
  });

  it("are told what is wrong with their code", async () => {
    expect(await register(person(), { creditCode: "91350200M000000510" })).toMatchObject({
      status: 422,
      body: { type: "/problems/credit-code-invalid", fault: "check-digit" },
    });
  });

  it("register a code once, even when two do at the same moment, and a person acts for one party", async () => {
    const creditCode = freshCreditCode();
    const answers = await Promise.all([person(), person(), person()].map((as) => register(as, { creditCode })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { subject } = await admitted();
    expect(await register(subject)).toMatchObject({ status: 409, body: { type: "/problems/already-member" } });
  });

  it("get the same answer again for the same idempotency key, also after they have become members", async () => {
    const subject = person();
    const body = registration();
    const request = { as: subject, method: "POST", path: "/parties", body, key: "once" } as const;
    const one = await api.call(request);
    const again = await api.call(request);
    expect(again.body).toEqual(one.body);
    expect(again.headers["idempotency-replayed"]).toBe("true");
  });

  it("become the operator only as the person named in the settings", async () => {
    expect(await register(person(), { type: "operator" })).toMatchObject({
      status: 403,
      body: { type: "/problems/operator-by-settings-only" },
    });
    expect(await register(first, { type: "operator", area: "420700" })).toMatchObject({ status: 201, body: { standing: "admitted" } });
  });

  it("become the operator once for good: whoever left it and is still named in the settings makes no second one", async () => {
    const own = await engineWithOwn("Parties");
    const named = person();
    const exchange = await openWholeApi(own, testClock(), { settings: { firstOperator: named } });
    const apply = () => {
      const body = { ...registration(), type: "operator", area: "420700" };
      return exchange.call({ as: named, method: "POST", path: "/parties", body });
    };
    expect(await apply()).toMatchObject({ status: 201, body: { standing: "admitted" } });
    await own.dynamo.send(new DeleteItemCommand({ TableName: own.tables.Parties, Key: keyOf(memberKey(named)) }));
    expect(await apply()).toMatchObject({ status: 409, body: { type: "/problems/operator-registered" } });
    expect(await exchange.call({ as: named, method: "GET", path: "/parties/own" })).toMatchObject({ status: 404 });
  });

  it("are suspended and reinstated with a reason; refused ones may still be admitted", async () => {
    const { subject, partyId } = await admitted();
    expect(await post(operator, `/parties/${partyId}/suspension`, { reason: "unpaid fee" })).toMatchObject({
      body: { standing: "suspended", standingReason: "unpaid fee" },
    });
    const late = await openWholeApi(engine, testClock());
    expect(await late.call({ as: subject, method: "POST", path: "/sites", body: {} })).toMatchObject({
      status: 403,
      body: { reason: "unpaid fee" },
    });
    expect(await post(operator, `/parties/${partyId}/reinstatement`, { reason: "paid" })).toMatchObject({ body: { standing: "admitted" } });
    const other = (await register(person())).body as { partyId: string };
    expect(await post(operator, `/parties/${other.partyId}/admission`, { admitted: false, reason: "no licence" })).toMatchObject({
      body: { standing: "refused" },
    });
    expect(await post(operator, `/parties/${other.partyId}/admission`, { admitted: true, reason: "licence shown" })).toMatchObject({
      body: { standing: "admitted" },
    });
  });

  it("are put on and taken off exclusion lists by the operator or the regulator of their area", async () => {
    const { partyId } = await admitted();
    const regulator = (await givenMember(engine, { role: "regulator" })).subject;
    const path = `/parties/${partyId}/exclusions`;
    expect(await post(regulator, path, { list: "open-environmental-sanction", documentNumber: "X-1" })).toMatchObject({
      body: { exclusions: ["open-environmental-sanction"] },
    });
    expect(await post(operator, path, { list: "open-environmental-sanction", documentNumber: "X-2" })).toMatchObject({ status: 409 });
    expect(await post(operator, path, { list: "dishonest-debtor", documentNumber: "X-3" })).toMatchObject({
      body: { exclusions: ["open-environmental-sanction", "dishonest-debtor"] },
    });
    expect(await post(regulator, `${path}/open-environmental-sanction/lifting`, { documentNumber: "X-4" })).toMatchObject({
      body: { exclusions: ["dishonest-debtor"] },
    });
    expect(await post(regulator, `${path}/open-environmental-sanction/lifting`, { documentNumber: "X-5" })).toMatchObject({ status: 409 });
    expect(await post(regulator, path, { list: "something-else", documentNumber: "X-6" })).toMatchObject({ status: 422 });
  });

  it("are associated in one group only", async () => {
    const [a, b, c, d] = await Promise.all([admitted(), admitted(), admitted(), admitted()]);
    const declare = (...partyIds: string[]) => post(operator, "/parties/associates", { partyIds, documentNumber: "X-1" });
    const one = (await declare(a.partyId, b.partyId)).body as { associateGroup: string };
    expect(await declare(b.partyId, c.partyId)).toMatchObject({ body: { associateGroup: one.associateGroup } });
    const bank = await givenMember(engine, { role: "bank" });
    expect(await declare(d.partyId, bank.partyId)).toMatchObject({ status: 409, body: { type: "/problems/not-an-enterprise" } });
    const e = await admitted();
    await declare(d.partyId, e.partyId);
    expect(await declare(a.partyId, d.partyId)).toMatchObject({ status: 409, body: { type: "/problems/associates-elsewhere" } });
  });

  it("are listed for the authorities of their area, page after page", async () => {
    const mine = await Promise.all(Array.from({ length: 3 }, () => admitted({ area: "airport" })));
    const city = (await givenMember(engine, { role: "regulator" })).subject;
    const found: string[] = [];
    let cursor = "";
    do {
      const page = (await api.call({ as: city, method: "GET", path: `/parties?area=airport&limit=2${cursor && `&cursor=${cursor}`}` }))
        .body as { items: { partyId: string }[]; nextCursor?: string };
      found.push(...page.items.map(({ partyId }) => partyId));
      cursor = encodeURIComponent(page.nextCursor ?? "");
    } while (cursor);
    for (const { partyId } of mine) expect(found.filter((each) => each === partyId)).toHaveLength(1);
    const district = (await givenMember(engine, { role: "district", area: "420702" })).subject;
    expect(await api.call({ as: district, method: "GET", path: "/parties?area=airport" })).toMatchObject({ status: 404 });
  });
});
