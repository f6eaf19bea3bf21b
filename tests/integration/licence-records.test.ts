import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { startOfDay } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import type { HoldPurpose } from "../../shared/ledger/hold.ts";
import type { Site } from "../../shared/members/sites.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { commit } from "../../shared/store/transaction.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";
import { anEntry, type PermitsWorld, permitsWorld } from "./permits-support.ts";

type Body = Record<string, unknown>;

const instrument = permit("COD", "liangzi-lake", "2026-01", "2026-12");

describe("a permit in a discharge licence", () => {
  let world: PermitsWorld;
  let api: WholeApi;
  let bureau: string;
  let elsewhere: string;

  beforeAll(async () => {
    world = await permitsWorld();
    api = await openWholeApi(world.engine, world.clock);
    bureau = (await givenMember(world.engine, { role: "regulator", area: "420703" })).subject;
    elsewhere = (await givenMember(world.engine, { role: "regulator", area: "420704" })).subject;
  });

  /** A site in Huarong that holds ten tonnes of COD for 2026. */
  async function givenHolder(change: Partial<Site> = {}, tonnes = "10") {
    world.clock.moveTo(plusSeconds(startOfDay("2026-03-02"), 9 * 3_600));
    const { subject, partyId, party } = await givenMember(world.engine, { role: "enterprise", area: "420703" });
    const site = await givenSite(world.engine, partyId, { area: "420703", ...change });
    const entry = anEntry<never>(world);
    entry.transfer({ instrument, from: "issue:0", to: siteAccount(site.siteId), quantity: decimal(tonnes) });
    await commit(world.engine.dynamo, entry.writes());
    return { subject, partyId, party, site };
  }
  type Holder = Awaited<ReturnType<typeof givenHolder>>;
  const statement = ({ site }: Holder, more: Body) => ({ licenceNumber: site.licenceNumber, instrument, tonnes: "10", ...more });
  /** Every write comes a second later, so that facts have an order. */
  const write = (as: string, path: string, body: Body) => {
    world.clock.moveTo(plusSeconds(world.clock.now(), 1));
    return api.call({ as, method: "POST", path, body });
  };
  const declare = (holder: Holder, more: Body = {}, as = holder.subject) =>
    write(as, `/licences/sites/${holder.site.siteId}/declarations`, statement(holder, more));
  const record = (holder: Holder, more: Body = {}, as = bureau) =>
    write(as, `/licences/sites/${holder.site.siteId}/records`, statement(holder, { documentNumber: "EZ-1", ...more }));
  const counting = async ({ subject, site }: Holder) => {
    const answer = await api.call({ as: subject, method: "GET", path: `/permits/sites/${site.siteId}/holdings` });
    const [found] = (answer.body as { items: { countingTonnes: string; notCounting: string[] }[] }).items;
    return [found?.countingTonnes, ...(found?.notCounting ?? [])].join(" ");
  };
  const factsOf = async ({ site }: Holder) => {
    const facts = await statedFacts(world.engine, ({ data }) => (data as Body).siteId === site.siteId);
    return facts.filter(({ factType }) => factType.startsWith("permit-"));
  };
  const refusal = (code: string, more: Body = {}) => ({ body: { type: `/problems/${code}`, ...more } });

  it("counts once the bureau has recorded it, up to what is recorded, and not by a declaration", async () => {
    const holder = await givenHolder();
    expect(await counting(holder)).toBe("0 not-recorded");
    expect(await declare(holder)).toMatchObject({ status: 200, body: { state: "declared", recordedTonnes: "0", declaredTonnes: "10" } });
    expect(await counting(holder)).toBe("0 not-recorded");
    expect(await record(holder)).toMatchObject({ status: 200, body: { state: "recorded", recordedTonnes: "10" } });
    expect(await counting(holder)).toBe("10");
    expect(await record(holder, { tonnes: "6", reason: "read again" })).toMatchObject({ status: 200 });
    expect(await counting(holder)).toBe("6 above-recorded");
    expect(await record(holder, { tonnes: "0", reason: "taken out" })).toMatchObject({ status: 200 });
    expect(await counting(holder)).toBe("0 not-recorded");
    const facts = await factsOf(holder);
    expect(facts.map(({ factType }) => factType)).toEqual(["permit-declared", "permit-recorded", "permit-recorded", "permit-recorded"]);
    // Whoever adds up what counts reads everything from the facts.
    expect(facts[2]).toMatchObject({
      parties: [holder.partyId],
      areas: ["420703"],
      data: {
        ...{ siteId: holder.site.siteId, siteName: holder.site.name, partyName: holder.party.name, creditCode: holder.party.creditCode },
        ...{ licenceNumber: holder.site.licenceNumber, validFrom: "2026-01-01", validUntil: "2030-12-31", instrument, pollutant: "COD" },
        ...{ recordedTonnes: "6", previousTonnes: "10", reason: "read again", documentNumber: "EZ-1" },
      },
    });
  });

  it("does not count where it is overdue or stored, and counts where it is pledged", async () => {
    const holder = await givenHolder();
    await record(holder);
    const hold = async (purpose: HoldPurpose, quantity: string) => {
      const entry = anEntry<{ code: "none" }>(world);
      const account = siteAccount(holder.site.siteId);
      entry.hold({ holdId: randomUUID(), account, instrument, quantity: decimal(quantity), purpose, shortage: { code: "none" } });
      await commit(world.engine.dynamo, entry.writes());
    };
    await hold("pledge", "1");
    expect(await counting(holder)).toBe("10");
    await hold("overdue-fee", "2");
    await hold("storage", "3.5");
    expect(await counting(holder)).toBe("4.5 overdue-fee stored");
    const answer = await api.call({ as: holder.subject, method: "GET", path: `/permits/sites/${holder.site.siteId}/holdings` });
    const [{ heldTonnes, heldFor } = { heldTonnes: "", heldFor: [] }] = (
      answer.body as { items: { heldTonnes: string; heldFor: unknown[] }[] }
    ).items;
    expect([heldTonnes, ...heldFor]).toEqual([
      "6.5",
      { purpose: "pledge", tonnes: "1" },
      { purpose: "overdue-fee", tonnes: "2" },
      { purpose: "storage", tonnes: "3.5" },
    ]);
  });

  it("stops counting when the licence ends, and can't be recorded after that; a renewal in time keeps it", async () => {
    const [ended, renewing] = [
      await givenHolder({ licenceValidUntil: "2026-06-30" }),
      await givenHolder({ licenceValidUntil: "2026-06-30" }),
    ];
    await Promise.all([record(ended), record(renewing)]);
    const path = `/sites/${renewing.site.siteId}/licence/renewal-application`;
    expect(await api.call({ as: renewing.subject, method: "POST", path, body: { documentNumber: "X" } })).toMatchObject({ status: 200 });
    world.clock.moveTo(plusSeconds(startOfDay("2026-07-01"), -1));
    expect(await counting(ended)).toBe("10");
    world.clock.moveTo(startOfDay("2026-07-01"));
    expect(await counting(ended)).toBe("0 licence-not-in-force");
    expect(await counting(renewing)).toBe("10");
    for (const answer of [await record(ended, { tonnes: "9", reason: "less" }), await declare(ended, { tonnes: "9" })]) {
      expect(answer).toMatchObject({ status: 409, ...refusal("licence-not-in-force", { source: "decree-736-14" }) });
      expect((answer.body as { detail: string }).detail).toContain("State Council decree 736, article 14");
    }
    expect(await record(renewing, { tonnes: "9", reason: "less" })).toMatchObject({ status: 200 });
    expect((await factsOf(ended)).length).toBe(1);
  });

  it("is declared by its holder and recorded by a bureau of its area, and by nobody else", async () => {
    const [holder, stranger] = [await givenHolder(), await givenHolder()];
    expect(await declare(holder, {}, stranger.subject)).toMatchObject({ status: 404 });
    expect(await record(holder, {}, elsewhere)).toMatchObject({ status: 404 });
    expect(await record(holder, {}, holder.subject)).toMatchObject({ status: 403 });
    const answer = await api.call({ as: stranger.subject, method: "GET", path: `/licences/sites/${holder.site.siteId}/records` });
    expect(answer).toMatchObject({ status: 404 });
    const ofAnother = { licenceNumber: stranger.site.licenceNumber };
    for (const each of [await declare(holder, ofAnother), await record(holder, ofAnother)])
      expect(each).toMatchObject({ status: 409, ...refusal("licence-mismatch", { source: "decree-736-41" }) });
    expect(await factsOf(holder)).toEqual([]);
    expect(await counting(holder)).toBe("0 not-recorded");
  });

  it("is never more than the site holds, and never of a site that the bureau has not confirmed", async () => {
    const holder = await givenHolder();
    const above = { tonnes: "10.001" };
    for (const answer of [await declare(holder, above), await record(holder, above)])
      expect(answer).toMatchObject({ status: 409, ...refusal("above-holding", { heldTonnes: "10", source: "state-office-2014-38" }) });
    const other = { instrument: permit("COD", "liangzi-lake", "2027-01", "2027-12"), tonnes: "1" };
    expect(await record(holder, other)).toMatchObject({ status: 409, ...refusal("above-holding", { heldTonnes: "0" }) });
    expect(await record(holder, { instrument: "CNY" })).toMatchObject({ status: 422, ...refusal("validation-failed") });
    const unconfirmed = await givenHolder({ state: "unconfirmed" });
    expect(await record(unconfirmed)).toMatchObject({ status: 409, ...refusal("site-unconfirmed") });
    expect([await factsOf(holder), await factsOf(unconfirmed)]).toEqual([[], []]);
  });

  it("is corrected with a reason: what the bureau has not seen is never recorded", async () => {
    const holder = await givenHolder();
    expect(await declare(holder, { tonnes: "8" })).toMatchObject({ status: 200 });
    expect(await declare(holder, { tonnes: "8" })).toMatchObject({ status: 409, ...refusal("record-unchanged") });
    // The bureau has read 8; meanwhile the holder declares 9.
    expect(await declare(holder, { tonnes: "9" })).toMatchObject({ status: 200 });
    expect(await record(holder, { tonnes: "8" })).toMatchObject({
      ...{ status: 422, ...refusal("record-differs", { knownTonnes: "9", detail: expect.stringContaining("国办发〔2014〕38号") }) },
    });
    expect(await record(holder, { tonnes: "8", reason: "as printed" })).toMatchObject({ status: 200, body: { recordedTonnes: "8" } });
    expect(await record(holder, { tonnes: "8" })).toMatchObject({ status: 409, ...refusal("record-unchanged") });
    // A later declaration waits beside what is recorded.
    expect(await declare(holder, { tonnes: "10" })).toMatchObject({
      body: { state: "declared", recordedTonnes: "8", declaredTonnes: "10" },
    });
    expect(await counting(holder)).toBe("8 above-recorded");
    const waiting = await api.call({ as: bureau, method: "GET", path: "/licences/records?state=declared&limit=100" });
    expect((waiting.body as { items: { siteId: string }[] }).items.map(({ siteId }) => siteId)).toContain(holder.site.siteId);
  });

  it("is recorded once by two that record it at the same time", async () => {
    const holder = await givenHolder();
    const answers = await Promise.all([record(holder), record(holder), record(holder, { tonnes: "7" })]);
    expect(answers.map(({ status }) => status).toSorted()[0]).toBe(200);
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    expect((await factsOf(holder)).length).toBe(1);
  });
});
