import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Body = Record<string, unknown>;
type Enterprise = { readonly subject: string; readonly partyId: string; readonly creditCode: string };

describe("sites", () => {
  const clock = testClock();
  let engine: Engine;
  let api: WholeApi;
  /** Regulators of the city, of Huarong and of Echeng. */
  let city: string;
  let huarong: string;
  let echeng: string;

  beforeAll(async () => {
    engine = await sharedEngine();
    api = await openWholeApi(engine, clock);
    const regulator = async (area: string) => (await givenMember(engine, { role: "regulator", area })).subject;
    [city, huarong, echeng] = await Promise.all([regulator("420700"), regulator("420703"), regulator("420704")]);
  });

  const declared = {
    ...{ basin: "liangzi-lake", sourceClass: "industrial", thermalPower: false },
    ...{ licenceValidFrom: "2026-01-01", licenceValidUntil: "2030-12-31" },
  };
  const found = { area: "420703", ...declared };
  const correction = { reason: "on-site check", documentNumber: "鄂州环执〔2026〕8号" };

  async function enterprise(): Promise<Enterprise> {
    const creditCode = freshCreditCode();
    const { subject, partyId } = await givenMember(engine, { role: "enterprise", area: "420703", party: { creditCode } });
    return { subject, partyId, creditCode };
  }
  const registration = ({ creditCode }: Enterprise, change: Body = {}): Body => ({
    ...{ name: "一号厂区", licenceNumber: `${creditCode}001P`, ...found },
    ...change,
  });
  /** Writes a second after the last write, so that facts have an order. */
  const write = (as: string, method: "POST" | "PUT", path: string, body: Body) => {
    clock.moveTo(plusSeconds(clock.now(), 1));
    return api.call({ as, method, path, body });
  };
  const post = (as: string, path: string, body: Body) => write(as, "POST", path, body);
  const register = (by: Enterprise, change: Body = {}) => post(by.subject, "/sites", registration(by, change));
  async function registered(by: Enterprise, change: Body = {}): Promise<string> {
    const answer = await register(by, change);
    expect(answer).toMatchObject({ status: 201, body: { state: "unconfirmed" } });
    const siteId = String((answer.body as Body).siteId);
    expect(answer.headers.location).toBe(`/sites/${siteId}`);
    expect(await api.call({ as: by.subject, method: "GET", path: `/sites/${siteId}` })).toMatchObject({ status: 200, body: answer.body });
    return siteId;
  }
  const confirm = (as: string, siteId: string, change: Body = {}) => post(as, `/sites/${siteId}/confirmation`, { ...found, ...change });
  const change = (by: Enterprise, siteId: string, to: Body = {}) =>
    write(by.subject, "PUT", `/sites/${siteId}`, { name: "一号厂区", ...declared, ...to });
  const refusal = (code: string, more: Body = {}) => ({ body: { type: `/problems/${code}`, ...more } });
  const siteIds = async (as: string, path: string): Promise<string[]> => {
    const ids: string[] = [];
    let cursor = "";
    do {
      const { body } = await api.call({ as, method: "GET", path: `${path}limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}` });
      const page = body as { items: { siteId: string }[]; nextCursor?: string };
      ids.push(...page.items.map(({ siteId }) => siteId));
      cursor = page.nextCursor ?? "";
    } while (cursor);
    return ids;
  };
  /** Facts about a site, in the order in which they were stated. */
  const factsOf = (siteId: string): Promise<Fact[]> => statedFacts(engine, ({ data }) => (data as Body).siteId === siteId);

  it("are registered under one licence each, with a number that is the holder's credit code, three digits and P", async () => {
    const holder = await enterprise();
    await registered(holder);
    expect(await register(holder)).toMatchObject({ status: 409, ...refusal("licence-registered") });
    await registered(holder, { licenceNumber: `${holder.creditCode}002P` });
    for (const [licenceNumber, fault] of [
      [`${holder.creditCode}003p`, "lower-case"],
      [`${holder.creditCode}003Ｐ`, "full-width"],
      [`${holder.creditCode} 003P`, "length"],
      [`${holder.creditCode}03P`, "length"],
      [`${holder.creditCode}000P`, "sequence"],
      [`${holder.creditCode}003W`, "identifier"],
      [`9135010${holder.creditCode.slice(7)}003P`, "credit-code"],
      ["EZ-2026-1", "length"],
    ]) {
      expect(await register(holder, { licenceNumber }), licenceNumber).toMatchObject({
        status: 422,
        ...refusal("licence-number-invalid", { fault }),
      });
    }
  });

  it("are registered by the holder of the licence alone: nobody blocks or borrows the licence of another", async () => {
    const [holder, stranger] = await Promise.all([enterprise(), enterprise()]);
    const licenceNumber = `${holder.creditCode}001P`;
    expect(await register(stranger, { licenceNumber })).toMatchObject({
      status: 409,
      ...refusal("licence-of-another", { creditCode: stranger.creditCode }),
    });
    await registered(holder);
  });

  it.each([
    ["2026-01-01", "2026-01-01", "ends-before-it-begins"],
    ["2026-01-01", "2031-01-02", "longer-than-allowed"],
    ["2020-01-01", "2024-12-31", "expired"],
  ])("have a licence that is valid now and for five years at most, not from %s until %s: %s", async (from, until, rule) => {
    const validity = { licenceValidFrom: from, licenceValidUntil: until };
    expect(await register(await enterprise(), validity)).toMatchObject({ status: 422, ...refusal("licence-validity-invalid", { rule }) });
  });

  it("are known with their holder from registration on, to the authorities of their area only", async () => {
    const holder = await enterprise();
    const siteId = await registered(holder);
    const district = (await givenMember(engine, { role: "district", area: "420703" })).subject;
    for (const as of [city, huarong, district]) {
      expect(await siteIds(as, "/permits/sites?")).toContain(siteId);
      expect(await siteIds(as, "/sites?")).toContain(siteId);
      expect(await api.call({ as, method: "GET", path: `/sites/${siteId}` })).toMatchObject({ status: 200, body: { siteId } });
      expect(await api.call({ as, method: "GET", path: `/permits/sites/${siteId}/holdings` })).toMatchObject({ body: { items: [] } });
    }
    expect(await siteIds(echeng, "/permits/sites?")).not.toContain(siteId);
    expect(await siteIds(echeng, "/sites?")).not.toContain(siteId);
    expect(await api.call({ as: echeng, method: "GET", path: `/permits/sites/${siteId}/holdings` })).toMatchObject({ status: 404 });
    expect(await api.call({ as: echeng, method: "GET", path: "/sites?area=420703" })).toMatchObject({ status: 404 });
    const other = await enterprise();
    expect(await siteIds(other.subject, "/sites?")).toEqual([]);
    for (const as of [other.subject, echeng])
      expect(await api.call({ as, method: "GET", path: `/sites/${siteId}` })).toMatchObject({ status: 404 });
    expect(await siteIds(holder.subject, "/sites?")).toEqual([siteId]);
  });

  it("that wait for confirmation are listed first, and by themselves on request", async () => {
    const holder = await enterprise();
    const ids: string[] = [];
    for (const sequence of ["001", "002", "003"]) ids.push(await registered(holder, { licenceNumber: `${holder.creditCode}${sequence}P` }));
    const [first, second, third] = ids as [string, string, string];
    expect(await confirm(huarong, second)).toMatchObject({ status: 200 });
    const listed = await siteIds(huarong, "/sites?");
    expect(listed.indexOf(second)).toBeGreaterThan(Math.max(listed.indexOf(first), listed.indexOf(third)));
    const waiting = await siteIds(city, "/sites?state=unconfirmed&area=420703&");
    expect(waiting.filter((siteId) => ids.includes(siteId)).toSorted()).toEqual([first, third].toSorted());
    expect(await siteIds(city, `/sites?state=confirmed&partyId=${holder.partyId}&`)).toEqual([second]);
  });

  it("are confirmed once, by a regulator of their area, with a fact", async () => {
    const holder = await enterprise();
    const siteId = await registered(holder);
    expect(await confirm(echeng, siteId)).toMatchObject({ status: 404 });
    expect(await confirm(huarong, randomUUID())).toMatchObject({ status: 404 });
    for (const role of ["operator", "district", "enterprise"] as const) {
      const { subject } = await givenMember(engine, { role, area: "420703" });
      expect(await confirm(subject, siteId)).toMatchObject({ status: 403 });
    }
    expect(await confirm(huarong, siteId)).toMatchObject({ status: 200, body: { state: "confirmed", basin: "liangzi-lake" } });
    expect(await confirm(huarong, siteId)).toMatchObject({ status: 409, ...refusal("site-already-confirmed") });
    const facts = await factsOf(siteId);
    expect(facts.map(({ factType }) => factType)).toEqual(["site-registered", "site-confirmed"]);
    expect(facts[1]).toMatchObject({ parties: [holder.partyId], areas: ["420703"], data: { ...found, creditCode: holder.creditCode } });
  });

  it("are corrected where the bureau finds something else, with reason and document in the fact", async () => {
    const holder = await enterprise();
    const siteId = await registered(holder);
    const differing = { basin: "yangtze-ezhou", thermalPower: true };
    expect(await confirm(huarong, siteId, differing)).toMatchObject({
      status: 422,
      ...refusal("correction-needs-document", { fields: ["basin", "thermalPower"] }),
    });
    const corrected = await confirm(huarong, siteId, { ...differing, correction });
    expect(corrected).toMatchObject({ status: 200, body: { state: "confirmed", ...differing } });
    const fact = (await factsOf(siteId)).at(-1);
    expect(fact).toMatchObject({ factType: "site-corrected", data: { ...found, ...differing, ...correction, before: found } });
    // Also later, when the bureau learns better.
    expect(await confirm(huarong, siteId, { correction })).toMatchObject({ status: 200, body: { basin: "liangzi-lake" } });
  });

  it("that their holder changes need confirmation again, and a change the bureau has not seen is never confirmed", async () => {
    const holder = await enterprise();
    const siteId = await registered(holder);
    expect(await confirm(huarong, siteId)).toMatchObject({ status: 200 });
    expect(await change(holder, siteId)).toMatchObject({ status: 409, ...refusal("site-unchanged") });
    expect(await change(holder, siteId, { name: "二号厂区" })).toMatchObject({ status: 200, body: { state: "unconfirmed" } });
    // The bureau has looked; meanwhile the holder declares another class.
    expect(await change(holder, siteId, { sourceClass: "domestic" })).toMatchObject({ status: 200 });
    expect(await confirm(huarong, siteId)).toMatchObject({
      status: 422,
      ...refusal("correction-needs-document", { fields: ["sourceClass"] }),
    });
    expect(await confirm(huarong, siteId, { sourceClass: "domestic" })).toMatchObject({ status: 200, body: { state: "confirmed" } });
    expect(await change(await enterprise(), siteId, { name: "Mine" })).toMatchObject({ status: 404 });
    const facts = (await factsOf(siteId)).map(({ factType }) => factType);
    expect(facts).toEqual(["site-registered", "site-confirmed", "site-changed", "site-changed", "site-confirmed"]);
  });

  it("move to another area by a correction of the city's bureau only, and are then that area's", async () => {
    const holder = await enterprise();
    const siteId = await registered(holder);
    const moved = { area: "420704", correction };
    expect(await confirm(huarong, siteId, moved)).toMatchObject({ status: 403, ...refusal("site-outside-your-area") });
    expect(await confirm(city, siteId, moved)).toMatchObject({ status: 200, body: { area: "420704" } });
    expect((await factsOf(siteId)).at(-1)?.areas).toEqual(["420704", "420703"]);
    expect(await siteIds(echeng, "/sites?")).toContain(siteId);
    expect(await siteIds(huarong, "/sites?")).not.toContain(siteId);
    expect(await confirm(huarong, siteId, { correction })).toMatchObject({ status: 404 });
  });
});
