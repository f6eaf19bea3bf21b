import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { namesIn } from "../../shared/members/names.ts";
import { openTable } from "../../shared/store/table.ts";
import { receipt } from "../support/bank.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { statedAbout } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Body = Record<string, unknown>;

const document = { documentNumber: "鄂州市监变字〔2026〕7号", documentDate: "2026-03-09" };

describe("the legal name of a party", () => {
  let engine: Engine;
  let clock: TestClock;
  let api: WholeApi;
  let operator: string;
  let partyId: string;
  /** A word that no other test's names begin with. */
  let word: string;

  beforeEach(async () => {
    engine = await sharedEngine();
    clock = testClock("2026-03-02T01:00:00.000Z");
    api = await openWholeApi(engine, clock);
    operator = (await givenMember(engine, { role: "operator" })).subject;
    word = randomUUID().slice(0, 8);
    partyId = await registered(`${word}造纸（集团）有限公司`);
    clock.moveTo("2026-03-12T01:00:00.000Z");
  });

  const get = (as: string, path: string) => api.call({ as, method: "GET", path });
  const post = (as: string, path: string, body: Body) => api.call({ as, method: "POST", path, body });
  async function registered(name: string): Promise<string> {
    const registration = { name, creditCode: freshCreditCode(), type: "enterprise", area: "420703", representative: "刘洋" };
    const { body } = await post(`person-${randomUUID()}`, "/parties", registration);
    return String((body as Body).partyId);
  }
  const rename = (name: string, given: Body = {}, as = operator) =>
    post(as, `/parties/${partyId}/names`, { name, effectiveOn: "2026-03-10", ...document, ...given });
  const search = async (query: Record<string, string>, as = operator) =>
    ((await get(as, `/parties/names?${new URLSearchParams(query)}`)).body as { items: Body[] }).items;
  const readers = () => namesIn(openTable(engine.dynamo, engine.tables.Parties));

  it("changes by a document of the registration authority, with a fact that says both names", async () => {
    expect(await rename(`${word}纸业有限公司`)).toMatchObject({
      status: 200,
      body: { name: `${word}纸业有限公司`, from: "2026-03-09T16:00:00.000Z", ...document },
    });
    expect(await get(operator, `/parties/${partyId}`)).toMatchObject({ body: { name: `${word}纸业有限公司` } });
    const facts = await statedAbout(engine, partyId);
    expect(facts.at(-1)).toMatchObject({
      factType: "party-renamed",
      areas: ["420703"],
      data: { formerName: `${word}造纸（集团）有限公司`, name: `${word}纸业有限公司`, ...document },
    });
  });

  it("is known as of any instant, with every former one", async () => {
    await rename(`${word}纸业有限公司`);
    const at = async (instant: string) => (await readers().nameAt(partyId, instant))?.name;
    expect(await at("2026-03-02T00:59:59.999Z")).toBeUndefined();
    expect(await at("2026-03-02T01:00:00.000Z")).toBe(`${word}造纸（集团）有限公司`);
    expect(await at("2026-03-09T15:59:59.999Z")).toBe(`${word}造纸（集团）有限公司`);
    expect(await at("2026-03-09T16:00:00.000Z")).toBe(`${word}纸业有限公司`);
    expect((await readers().namesOf(partyId)).map(({ name, until }) => [name, until])).toEqual([
      [`${word}造纸（集团）有限公司`, "2026-03-09T16:00:00.000Z"],
      [`${word}纸业有限公司`, undefined],
    ]);
    expect(await get(operator, `/parties/${partyId}/names`)).toMatchObject({ body: { items: [{}, { name: `${word}纸业有限公司` }] } });
  });

  it("of a change before the registration is in force since the registration", async () => {
    await rename(`${word}纸业`, { effectiveOn: "2026-02-01" });
    expect((await readers().nameAt(partyId, "2026-03-02T01:00:00.000Z"))?.name).toBe(`${word}纸业`);
    await rename(`${word}新材料`);
    expect((await readers().namesOf(partyId)).map(({ name }) => name)).toEqual([
      `${word}造纸（集团）有限公司`,
      `${word}纸业`,
      `${word}新材料`,
    ]);
  });

  it("that is a former one stays searchable, by how it begins or whole, in any spelling", async () => {
    await rename(`${word}纸业有限公司`);
    const former = { partyId, name: `${word}造纸（集团）有限公司`, until: "2026-03-09T16:00:00.000Z" };
    const today = { partyId, name: `${word}纸业有限公司` };
    expect(await search({ name: word })).toMatchObject([today, former].sort((one, other) => (one.name < other.name ? -1 : 1)));
    expect(await search({ name: ` ${word.toUpperCase()}造纸(集团) ` })).toMatchObject([former]);
    expect(await search({ name: `${word}造纸`, match: "exact" })).toEqual([]);
    expect(await search({ name: `${word}造纸（集团）有限公司`, match: "exact" })).toMatchObject([former]);
    expect(await search({ name: word, at: "2026-03-05T00:00:00Z" })).toMatchObject([former]);
    expect(await search({ name: word, at: "2026-03-11T00:00:00Z" })).toMatchObject([today]);
  });

  it("is searched page after page, in the searcher's area only", async () => {
    for (const number of [1, 2, 3]) await registered(`${word}第${number}厂`);
    const found: unknown[] = [];
    let cursor = "";
    do {
      const path = `/parties/names?name=${word}&limit=2${cursor && `&cursor=${cursor}`}`;
      const page = (await get(operator, path)).body as { items: Body[]; nextCursor?: string };
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.map(({ name }) => name));
      cursor = encodeURIComponent(page.nextCursor ?? "");
    } while (cursor);
    expect(new Set(found).size).toBe(4);
    const own = (await givenMember(engine, { role: "regulator", area: "420703" })).subject;
    const other = (await givenMember(engine, { role: "regulator", area: "420702" })).subject;
    expect(await search({ name: word }, own)).toHaveLength(4);
    expect(await search({ name: word }, other)).toEqual([]);
    expect(await get(other, `/parties/names?name=${word}&area=420703`)).toMatchObject({ status: 404 });
    expect(await get(other, `/parties/${partyId}/names`)).toMatchObject({ status: 404 });
  });

  it("that is a former one still pays: a bank may know the member by it for long", async () => {
    await post(operator, `/parties/${partyId}/admission`, { admitted: true, reason: "in order" });
    await rename(`${word}纸业有限公司`);
    const pays = (name: string) => post(operator, "/cash/receipts", receipt({ partyId, name }, "5.00", clock.now()));
    expect(await pays(`${word}造纸(集团)有限公司`)).toMatchObject({ status: 200, body: { state: "booked" } });
    expect(await pays(`${word}纸业有限公司`)).toMatchObject({ status: 200, body: { state: "booked" } });
    expect(await pays(`${word}造纸`)).toMatchObject({ status: 200, body: { state: "suspense" } });
  });

  it("is never changed to itself, by a day to come, or by anybody but the operator", async () => {
    expect(await rename(`${word}造纸（集团）有限公司`)).toMatchObject({ status: 409, body: { type: "/problems/name-unchanged" } });
    for (const late of [{ effectiveOn: "2026-03-13" }, { documentDate: "2026-03-13" }]) {
      expect(await rename(`${word}纸业`, late)).toMatchObject({
        status: 422,
        body: { type: "/problems/date-to-come", today: "2026-03-12" },
      });
    }
    const regulator = (await givenMember(engine, { role: "regulator" })).subject;
    expect(await rename(`${word}纸业`, {}, regulator)).toMatchObject({ status: 403 });
  });

  it("entered twice at the same moment changes once for each entry, one after the other", async () => {
    const answers = await Promise.all([rename(`${word}甲`), rename(`${word}乙`)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const names = await readers().namesOf(partyId);
    expect(names.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3]);
    expect(await get(operator, `/parties/${partyId}`)).toMatchObject({ body: { name: names[2]?.name } });
  });
});
