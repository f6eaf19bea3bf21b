import { beforeAll, describe, expect, it } from "vitest";
import { doPage, pagesOfTime } from "../../functions/compliance/obligations/pages.ts";
import { pagePorts } from "../../functions/compliance/ports.ts";
import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { postingRows } from "../../functions/records/statements/postings.ts";
import { startOfDay } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { TransferData } from "../../shared/ledger/contract.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { getItem, putItems } from "../../shared/store/client.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { givenMember } from "../support/members.ts";
import { ComplianceWorld, type Discharger } from "./compliance-support.ts";

const instrument = permit("COD", "liangzi-lake", "2026-07", "2030-12");

describe("the obligation of a site for a pollutant", () => {
  let world: ComplianceWorld;
  beforeAll(async () => {
    world = await ComplianceWorld.open();
  });

  const at = (day: string) => world.clock.moveTo(plusSeconds(startOfDay(day), 9 * 3_600));
  /** A site that was delivered 12 t a year from July 2026 and has them in its licence. */
  async function holder(tonnes = "12"): Promise<Discharger> {
    at("2026-07-02");
    const discharger = await world.discharger();
    await world.move(discharger, instrument, tonnes);
    at("2026-09-10");
    await world.record(discharger, instrument, tonnes);
    return discharger;
  }
  const turn = async ({ siteId }: Discharger) => {
    for (const page of pagesOfTime([`${siteId}.2026.COD`])) await doPage(pagePorts(world.granted), page);
  };
  const told = async ({ partyId }: Discharger) =>
    (await world.stated(partyId)).map(({ factType }) => factType).filter((type) => type.startsWith("compliance-"));

  it("12 t a year from July 2026 give 6.000 for 2026: 6.5 declared leave 0.5 short, overdue after the deadline", async () => {
    const discharger = await holder();
    at("2027-01-10");
    await world.accepted(discharger, { tonnes: "6.5" });
    await world.heard(discharger);
    expect(await world.obligation(discharger)).toMatchObject({
      ...{ requiredTonnes: "6.5", heldTonnes: "6", gapTonnes: "0.5", state: "short", deadlineAt: "2027-03-31T16:00:00.000Z" },
      exposure: {
        ...{ fromCny: "200000.00", toCny: "1000000.00", basis: { rule: "discharge-decree-736", tonnes: "0.5" } },
        source: { en: expect.stringContaining("State Council decree 736") },
      },
    });
    expect(await world.obligation(discharger, "2027")).toMatchObject({
      heldTonnes: "1",
      state: "open",
      exposure: null,
      noExposure: "amount-unknown",
    });
    at("2027-04-01");
    await turn(discharger);
    expect(await world.obligation(discharger)).toMatchObject({ state: "overdue", gapTonnes: "0.5" });
    // Telling it again tells nobody twice.
    await turn(discharger);
    await world.heard(discharger);
    expect((await told(discharger)).sort()).toEqual(["compliance-gap-found", "compliance-overdue"]);
  });

  it("is met by what was accepted after the end of the year only: what was declared so far closes nothing", async () => {
    const discharger = await holder();
    at("2026-10-10");
    const declarationId = await world.accepted(discharger, { tonnes: "2" });
    at("2027-01-10");
    await world.heard(discharger);
    expect(await world.obligation(discharger)).toMatchObject({ heldTonnes: "6", requiredTonnes: "2", state: "covered" });
    await world.accepted(discharger, { tonnes: "5.9", corrects: declarationId, correctionReason: "the whole year" });
    await world.heard(discharger);
    expect(await world.obligation(discharger)).toMatchObject({ requiredTonnes: "5.9", gapTonnes: "0", state: "met" });
  });

  it("counts months that have begun, the running one for who holds it now, and rounds down to the kilogram", async () => {
    const discharger = await holder("1");
    await world.heard(discharger);
    // July to September: 3 / 12.
    expect(await world.obligation(discharger)).toMatchObject({ heldTonnes: "0.25", state: "open", gapTonnes: "0" });
    at("2026-10-01");
    await turn(discharger);
    // 4 / 12 = 0.3333…
    expect(await world.obligation(discharger)).toMatchObject({ heldTonnes: "0.333" });
    at("2026-10-20");
    const buyer = await world.discharger();
    await world.move(buyer, instrument, "1", `site:${discharger.siteId}`);
    await world.record(buyer, instrument, "1");
    await world.heard(discharger);
    await world.heard(buyer);
    expect(await world.obligation(discharger)).toMatchObject({ heldTonnes: "0.25" });
    expect(await world.obligation(buyer)).toMatchObject({ heldTonnes: "0.083" });
  });

  it("counts nothing without a record, the first record back to the delivery, and a later one from its month", async () => {
    at("2026-07-02");
    const discharger = await world.discharger();
    await world.move(discharger, instrument, "12");
    await world.accepted(discharger, { tonnes: "1" });
    await world.heard(discharger);
    expect(await world.obligation(discharger)).toMatchObject({ heldTonnes: "0", gapTonnes: "1", state: "short" });
    at("2026-09-10");
    await world.record(discharger, instrument, "12");
    await world.heard(discharger);
    expect(await world.obligation(discharger)).toMatchObject({ heldTonnes: "3", gapTonnes: "0", state: "covered" });
    at("2026-10-05");
    await world.record(discharger, instrument, "6", { reason: "read again" });
    await world.heard(discharger);
    // Three months of 12 and one of 6.
    expect(await world.obligation(discharger)).toMatchObject({ heldTonnes: "3.5" });
    expect(await told(discharger)).toEqual(["compliance-gap-found", "compliance-gap-closed"]);
  });

  it("counts what is pledged or frozen, apart, and neither what is overdue nor what is stored", async () => {
    const discharger = await holder();
    await world.hold(discharger, instrument, "2", "pledge");
    await world.hold(discharger, instrument, "1", "freeze");
    await world.hold(discharger, instrument, "3", "overdue-fee");
    await world.hold(discharger, instrument, "4", "storage");
    await world.heard(discharger);
    // July and August count whole; of September 12 - 7.
    expect(await world.obligation(discharger)).toMatchObject({ heldTonnes: "2.416", pledgedTonnes: "0.166", frozenTonnes: "0.083" });
  });

  it("is open again once the acceptance is taken back, and its history tells which fact changed what, in their order", async () => {
    const discharger = await holder();
    at("2026-12-01");
    const declarationId = await world.accepted(discharger, { tonnes: "5" });
    world.tick();
    await world.done(world.bureau, `/compliance/declarations/${declarationId}/reversal`, { reason: "made up", documentNumber: "EZ-2" });
    const facts = await world.heard(discharger);
    expect(await world.obligation(discharger)).toMatchObject({ state: "open", gapTonnes: "0" });
    const path = `/compliance/obligations/${discharger.siteId}.2026.COD/history`;
    const { items } = (await world.get(discharger.subject, `${path}?limit=100`)).body as {
      items: { factType: string; factId?: string; occurredAt: string; from: { state: string } | null; to: Record<string, string> }[];
    };
    expect(items.map(({ factType, to }) => `${factType} ${to.heldTonnes} ${to.state}`)).toEqual([
      "permit-recorded 3 open",
      "time 4 open",
      "time 5 open",
      "time 6 open",
      "discharge-accepted 6 covered",
      "discharge-reversed 6 open",
    ]);
    expect(items[0]).toMatchObject({ from: null, factId: facts.find(({ factType }) => factType === "permit-recorded")?.factId });
    const first = (await world.get(discharger.subject, `${path}?limit=4`)).body as { items: object[]; nextCursor: string };
    const second = await world.get(discharger.subject, `${path}?limit=4&cursor=${encodeURIComponent(first.nextCursor)}`);
    expect([...first.items, ...(second.body as { items: object[] }).items]).toEqual(items);
    expect(await world.get(discharger.subject, `${path}?cursor=elsewhere`)).toMatchObject({ status: 422 });
  });

  it("tells who is short that the deadline is near, once for each number of days", async () => {
    const discharger = await holder();
    at("2027-01-10");
    await world.accepted(discharger, { tonnes: "7" });
    await world.heard(discharger);
    for (const day of ["2027-02-28", "2027-03-03", "2027-03-04", "2027-03-25", "2027-03-26"]) {
      at(day);
      await turn(discharger);
    }
    const facts = (await world.stated(discharger.partyId)).filter(({ factType }) => factType === "compliance-deadline-ahead");
    expect(facts.map(({ occurredAt, data }) => `${occurredAt.slice(0, 10)} ${(data as { days: number }).days}`)).toEqual([
      "2027-03-03 30",
      "2027-03-25 7",
    ]);
  });

  it("is read by its member and the authorities of its area, by year and state, and by site", async () => {
    const [discharger, stranger] = [await holder(), await holder()];
    at("2027-01-11");
    await world.accepted(discharger, { tonnes: "9" });
    await world.heard(discharger);
    const path = `/compliance/obligations/${discharger.siteId}.2026.COD`;
    for (const as of [stranger.subject, world.elsewhere]) {
      for (const each of [path, `${path}/history`, `/compliance/sites/${discharger.siteId}/coverage/2026`])
        expect(await world.get(as, each)).toMatchObject({ status: 404 });
    }
    expect(await world.get(world.bureau, path)).toMatchObject({ status: 200, body: { state: "short" } });
    const own = await world.get(discharger.subject, "/compliance/obligations?year=2026&state=short");
    expect(own.body).toMatchObject({ items: [{ siteId: discharger.siteId, gapTonnes: "3" }] });
    expect((await world.get(discharger.subject, "/compliance/obligations?state=short")).body).toEqual({ items: [] });
    const listed = await world.get(world.bureau, "/compliance/obligations?area=420703&year=2026&state=short&limit=100");
    expect((listed.body as { items: { siteId: string }[] }).items.map(({ siteId }) => siteId)).toContain(discharger.siteId);
    expect(await world.get(world.bureau, `/compliance/sites/${discharger.siteId}/coverage/2026`)).toMatchObject({
      body: { items: [{ pollutant: "COD", requiredTonnes: "9" }] },
    });
  });

  it("is rebuilt from facts: what was not heard is found, kept and named, and then it is the same to the byte", async () => {
    const discharger = await holder();
    const operator = (await givenMember(world.engine, { role: "operator" })).subject;
    at("2027-01-12");
    await world.accepted(discharger, { tonnes: "6.5" });
    const facts = await world.heard(discharger);
    // A ledger entry and a record that compliance has not heard of, but records have.
    const sold = await world.move(await world.discharger(), instrument, "4", `site:${discharger.siteId}`);
    world.clock.moveTo(startOfDay("2027-02-01"));
    const entry = required(await getItem(world.engine.dynamo, world.engine.tables.Ledger, factKey(sold)), "entry");
    const entries = [...facts, decodeFact(entry)].filter(({ factType }) => factType === "transfer") as Fact<TransferData>[];
    const rows = [...facts.filter(({ factType }) => factType !== "transfer").flatMap(factRows), ...entries.flatMap(postingRows)];
    await putItems(world.engine.dynamo, world.engine.tables.Records, rows);
    const path = `/compliance/obligations/${discharger.siteId}.2027.COD/rebuild`;
    const found = await world.done(operator, path);
    expect(found).toMatchObject({ equal: false, missing: [sold], obligation: { heldTonnes: "1.333" } });
    expect(await world.done(operator, path)).toMatchObject({ equal: true, missing: [], obligation: { heldTonnes: "1.333" } });
    expect(await world.post(world.bureau, path)).toMatchObject({ status: 403 });
    expect(await world.post(operator, "/compliance/obligations/none.2026.COD/rebuild")).toMatchObject({ status: 404 });
  });
});
