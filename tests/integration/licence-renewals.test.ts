import { beforeAll, describe, expect, it } from "vitest";
import { remindLicences } from "../../functions/parties/licences/remind-licences.ts";
import { reminderPorts } from "../../functions/parties/ports.ts";
import { plusDays, startOfDay } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { grantedOn } from "../support/granted.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Body = Record<string, unknown>;

const until = "2026-12-31";
/** The last day on which the renewal is applied for in time. */
const lastDay = "2026-11-01";
/** Nine o'clock in Shanghai. */
const morningOf = (day: string) => plusSeconds(startOfDay(day), 9 * 3_600);

describe("the licence of a site", () => {
  const clock = testClock();
  let engine: Engine;
  let api: WholeApi;
  let bureau: string;
  let elsewhere: string;

  beforeAll(async () => {
    engine = await engineWithOwn("Parties");
    api = await openWholeApi(engine, clock);
    bureau = (await givenMember(engine, { role: "regulator", area: "420703" })).subject;
    elsewhere = (await givenMember(engine, { role: "regulator", area: "420704" })).subject;
  });

  const declared = { basin: "liangzi-lake", sourceClass: "industrial", licenceValidFrom: "2022-01-01", licenceValidUntil: until };
  const evidence = { documentNumber: "EZ-1" };

  /** An enterprise with a confirmed site whose licence ends with 2026. */
  async function givenSite(change: Body = {}) {
    clock.moveTo(morningOf("2026-03-02"));
    const creditCode = freshCreditCode();
    const holder = await givenMember(engine, { role: "enterprise", area: "420703", party: { creditCode } });
    const particulars = { area: "420703", ...declared, ...change };
    const registration = { name: "一号厂区", licenceNumber: `${creditCode}001P`, ...particulars };
    const { body } = await api.call({ as: holder.subject, method: "POST", path: "/sites", body: registration });
    const siteId = String((body as Body).siteId);
    const confirmation = { as: bureau, method: "POST", path: `/sites/${siteId}/confirmation`, body: particulars } as const;
    expect(await api.call(confirmation)).toMatchObject({ status: 200 });
    return { ...holder, creditCode, siteId };
  }
  type Given = Awaited<ReturnType<typeof givenSite>>;
  const post = (as: string, { siteId }: Given, what: string, body: Body = {}) =>
    api.call({ as, method: "POST", path: `/sites/${siteId}/licence/${what}`, body: { ...evidence, ...body } });
  const apply = (given: Given, body: Body = {}, as = given.subject) => post(as, given, "renewal-application", body);
  const decide = (given: Given, body: Body = {}, as = bureau) => post(as, given, "renewal-decision", { reason: "reviewed", ...body });
  const read = async ({ siteId }: Given) => (await api.call({ as: bureau, method: "GET", path: `/sites/${siteId}` })).body as Body;
  const factsOf = ({ siteId }: Given): Promise<Fact[]> => statedFacts(engine, ({ data }) => (data as Body).siteId === siteId);
  const typesOf = async (given: Given) =>
    (await factsOf(given)).map(({ factType }) => factType).filter((type) => type.startsWith("licence"));
  const refusal = (code: string, more: Body = {}) => ({ body: { type: `/problems/${code}`, ...more } });

  it("stays in force after its end while a renewal that was applied for on the last day, in Shanghai, is undecided", async () => {
    const [inTime, late] = [await givenSite(), await givenSite()];
    // The last instant of the sixtieth day before the end, and the first one after it.
    clock.moveTo(plusSeconds(startOfDay(plusDays(lastDay, 1)), -1));
    expect(await apply(inTime)).toMatchObject({
      status: 200,
      body: { renewal: { appliedOn: lastDay, inTime: true, decideBy: "2026-11-21", overdue: false } },
    });
    clock.moveTo(startOfDay(plusDays(lastDay, 1)));
    expect(await apply(late)).toMatchObject({ status: 200, body: { renewal: { appliedOn: "2026-11-02", inTime: false } } });
    clock.moveTo(morningOf("2026-11-21"));
    expect(await read(inTime)).toMatchObject({ renewal: { overdue: false } });
    clock.moveTo(morningOf("2026-11-22"));
    expect(await read(inTime)).toMatchObject({ renewal: { overdue: true } });
    clock.moveTo(morningOf("2027-01-01"));
    expect([(await read(inTime)).licenceInForce, (await read(late)).licenceInForce]).toEqual([true, false]);
    // The refusal ends it.
    expect(await decide(inTime)).toMatchObject({ status: 200, body: { licenceInForce: false, renewal: { state: "refused" } } });
    expect((await factsOf(inTime)).at(-1)).toMatchObject({
      data: { outcome: "refused", late: true, inTime: true, decidedOn: "2027-01-01" },
    });
    expect(await typesOf(inTime)).toEqual(["licence-renewal-applied", "licence-renewal-decided"]);
  });

  it("is renewed with a longer validity, from the old one on", async () => {
    const given = await givenSite();
    expect(await decide(given)).toMatchObject({ status: 409, ...refusal("renewal-not-pending") });
    expect(await apply(given)).toMatchObject({ status: 200 });
    expect(await apply(given)).toMatchObject({ status: 409, ...refusal("renewal-pending") });
    expect(await decide(given, {}, elsewhere)).toMatchObject({ status: 404 });
    const granted = { licenceValidFrom: "2027-01-01", licenceValidUntil: "2031-12-31" };
    const shorter = { ...granted, licenceValidFrom: "2026-06-01", licenceValidUntil: until };
    expect(await decide(given, { granted: shorter })).toMatchObject({ status: 422, ...refusal("renewal-not-longer") });
    const longer = { ...granted, licenceValidUntil: "2032-01-02" };
    expect(await decide(given, { granted: longer })).toMatchObject({ status: 422, ...refusal("licence-validity-invalid") });
    expect(await typesOf(given)).toEqual(["licence-renewal-applied"]);
    expect(await decide(given, { granted })).toMatchObject({
      status: 200,
      body: { ...granted, licenceInForce: true, state: "confirmed", renewal: { state: "granted" } },
    });
    clock.moveTo(morningOf("2031-12-31"));
    expect(await read(given)).toMatchObject({ licenceInForce: true });
  });

  it("is applied for today by its holder, on an earlier day by the bureau's record, and by nobody else", async () => {
    const given = await givenSite();
    const refused = (rule: string) => ({ status: 422, ...refusal("application-day-invalid", { rule, source: "decree-736-14" }) });
    expect(await apply(given, { appliedOn: "2026-02-01" })).toMatchObject(refused("recorded-by-bureau-only"));
    expect(await apply(given, { appliedOn: "2026-03-03" }, bureau)).toMatchObject(refused("in-future"));
    expect(await apply(given, { appliedOn: "2021-12-31" }, bureau)).toMatchObject(refused("before-validity"));
    expect(await apply(given, {}, elsewhere)).toMatchObject({ status: 404 });
    expect(await apply(given, {}, (await givenSite()).subject)).toMatchObject({ status: 404 });
    expect(await apply(given, { appliedOn: "2026-03-01" }, bureau)).toMatchObject({ body: { renewal: { appliedOn: "2026-03-01" } } });
    const lapsed = await givenSite();
    clock.moveTo(morningOf("2027-01-01"));
    const text = (await apply(lapsed)).body as { detail: string };
    expect(text).toMatchObject(refused("after-expiry").body);
    expect(text.detail).toContain("State Council decree 736, article 14");
    expect(await typesOf(lapsed)).toEqual([]);
  });

  it("that its holder says is valid longer is not, until the bureau has confirmed it; nor does a late application come in time by that", async () => {
    const given = await givenSite();
    clock.moveTo(morningOf("2026-12-01"));
    await apply(given);
    const change = { name: "一号厂区", ...declared, licenceValidFrom: "2023-01-01", licenceValidUntil: "2027-12-31" };
    expect(await api.call({ as: given.subject, method: "PUT", path: `/sites/${given.siteId}`, body: change })).toMatchObject({
      status: 200,
      body: { confirmedValidUntil: until, licenceInForce: true },
    });
    clock.moveTo(morningOf("2027-01-01"));
    expect(await read(given)).toMatchObject({ licenceInForce: false, licenceValidUntil: "2027-12-31" });
  });

  it("takes a change of name, address or representative within thirty days, and says when it was late", async () => {
    const given = await givenSite();
    const change = (kind: string, more: Body = {}, as = given.subject) =>
      post(as, given, "changes", { kind, to: "新地址", changedOn: "2026-02-01", ...more });
    expect(await change("address")).toMatchObject({ status: 200, body: { inTime: true, kind: "address" } });
    clock.moveTo(plusSeconds(clock.now(), 1));
    expect(await change("name", { changedOn: "2026-01-30" }, bureau)).toMatchObject({ status: 200, body: { inTime: false } });
    expect(await change("address", { changedOn: "2026-03-03" })).toMatchObject({ status: 422, ...refusal("change-in-future") });
    expect(await change("address", {}, elsewhere)).toMatchObject({ status: 404 });
    const { body } = await api.call({ as: given.subject, method: "GET", path: `/sites/${given.siteId}/licence/changes?limit=1` });
    expect(body).toMatchObject({ items: [{ kind: "name" }], nextCursor: expect.any(String) });
  });

  it.each(["project", "production-site", "outlet", "destination", "more-outlets", "more-pollutants", "more-amounts", "more-concentration"])(
    "is not changed but applied for anew where the %s changes: decree 736, article 15",
    async (kind) => {
      const given = await givenSite();
      const answer = await post(given.subject, given, "changes", { kind, to: "more", changedOn: "2026-02-01" });
      expect(answer).toMatchObject({ status: 409, ...refusal("new-licence-needed", { source: "decree-736-15" }) });
      expect((answer.body as { detail: string }).detail).toContain("decree 736, article 15");
      expect(await typesOf(given)).toEqual([]);
    },
  );

  it("never passes to another holder: neither by a change nor by registering a site under another's licence", async () => {
    const [given, stranger] = [await givenSite(), await givenSite()];
    const transfer = { kind: "holder", to: stranger.creditCode, changedOn: "2026-03-02" };
    for (const as of [given.subject, bureau])
      expect(await post(as, given, "changes", transfer)).toMatchObject({
        status: 409,
        ...refusal("licence-not-transferable", { source: "decree-736-41" }),
      });
    const body = { name: "一号厂区", licenceNumber: `${given.creditCode}002P`, area: "420703", ...declared };
    const answer = await api.call({ as: stranger.subject, method: "POST", path: "/sites", body });
    expect(answer).toMatchObject({ status: 409, ...refusal("licence-of-another", { source: "decree-736-41" }) });
  });

  it("is told of once, thirty days before its renewal has to be applied for, unless that is done", async () => {
    const [silent, prompt] = [await givenSite(), await givenSite()];
    await apply(prompt);
    const ports = reminderPorts(await grantedOn(engine, clock));
    const first = startOfDay(plusDays(lastDay, -30));
    clock.moveTo(plusSeconds(first, -1));
    await remindLicences(ports);
    expect(await typesOf(silent)).toEqual([]);
    clock.moveTo(first);
    await Promise.all([remindLicences(ports), remindLicences(ports)]);
    await remindLicences(ports);
    expect(await typesOf(silent)).toEqual(["licence-expiring"]);
    expect(await typesOf(prompt)).toEqual(["licence-renewal-applied"]);
    expect((await factsOf(silent)).at(-1)).toMatchObject({
      parties: [silent.partyId],
      data: { applyBy: lastDay, daysLeft: 30, licenceValidUntil: until },
    });
  });
});
