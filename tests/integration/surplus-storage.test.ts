import { beforeAll, describe, expect, it } from "vitest";
import { permitsFacts } from "../../functions/permits/contract.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { permitsPorts } from "../../functions/permits/ports.ts";
import { closeExpiredStorages } from "../../functions/surplus/close-expired-storages.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { reserveAccount } from "../../shared/ledger/account.ts";
import { quota } from "../../shared/permits/instruments.ts";
import { reserveAdditions } from "../../shared/permits/reserve-additions.ts";
import { openTable } from "../../shared/store/table.ts";
import { conservationFaults } from "../support/conservation.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { SurplusWorld } from "./surplus-support.ts";

describe("certified surplus", () => {
  let world: SurplusWorld;
  beforeAll(async () => {
    world = await SurplusWorld.open();
  });

  it("is stored in parts, does not count while it is stored, and is seen by its holder and its authorities only", async () => {
    const holder = await world.holder();
    const { certificateId } = await world.done(world.certification(holder, "6"));
    const first = await world.done(world.storing(holder, certificateId, "2.5"));
    expect(first).toMatchObject({ state: "stored", tonnes: "2.5", remainingTonnes: "2.5", siteId: holder.siteId });
    await world.done(world.storing(holder, certificateId, "3.5"));
    expect(await world.site(holder)).toEqual({ available: "4", held: "6", counting: "4" });
    const [path, listed] = [`/surplus/certificates/${String(certificateId)}`, "/surplus/storages"];
    expect((await world.call({ as: holder.subject, method: "GET", path })).body).toMatchObject({ openTonnes: "0", state: "certified" });
    expect((await world.call({ as: holder.subject, method: "GET", path: listed })).body).toMatchObject({ items: [{}, {}] });
    const other = await world.holder();
    expect((await world.call({ as: other.subject, method: "GET", path })).status).toBe(404);
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("is never stored beyond what was certified, not even by calls at the same time", async () => {
    const holder = await world.holder();
    const { certificateId } = await world.done(world.certification(holder, "4"));
    const over = await world.refused(world.storing(holder, certificateId, "4.001"));
    expect(over).toMatchObject({ code: "above-certificate", open: "4" });
    expect(over.detail).toContain(String(over.source));
    const both = await Promise.all([1, 2].map(() => world.call(world.storing(holder, certificateId, "4"))));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await world.site(holder)).toEqual({ available: "6", held: "4", counting: "6" });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("is certified out of paid and unencumbered tonnes that no other certificate covers, also at the same time", async () => {
    const holder = await world.holder();
    for (const [tonnes, purpose] of [
      ["1", "unpaid-fee"],
      ["2", "pledge"],
      ["1", "freeze"],
    ] as const)
      await world.hold(holder, tonnes, purpose);
    const refusal = await world.refused(world.certification(holder, "6.001"));
    expect(refusal).toMatchObject({ code: "surplus-not-free", available: "6", covered: "0", held: "4" });
    expect(refusal.detail).toContain("财税〔2015〕61号");
    const both = await Promise.all([1, 2].map(() => world.call(world.certification(holder, "4"))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await world.done(world.certification(holder, "2"));
    expect(await world.refused(world.certification(holder, "0.001"))).toMatchObject({ covered: "6" });
    expect(await world.site(holder)).toEqual({ available: "6", held: "4", counting: "10" });
  });

  it("that is pledged meanwhile can't be stored, and nothing is left behind", async () => {
    const holder = await world.holder();
    const { certificateId } = await world.done(world.certification(holder, "6"));
    await world.hold(holder, "8", "pledge", "party:bank");
    expect(await world.refused(world.storing(holder, certificateId, "3"))).toMatchObject({
      code: "surplus-not-free",
      available: "2",
      held: "8",
    });
    expect((await world.call({ as: holder.subject, method: "GET", path: "/surplus/storages" })).body).toMatchObject({ items: [] });
    expect(await world.site(holder)).toEqual({ available: "2", held: "8", counting: "10" });
  });

  it("counts again when its holder takes it out, and its certificate covers it again", async () => {
    const holder = await world.holder();
    const { certificateId } = await world.done(world.certification(holder, "6"));
    const { storageId } = await world.done(world.storing(holder, certificateId, "6"));
    const takingOut = { as: holder.subject, method: "POST", path: `/surplus/storages/${String(storageId)}/taking-out` } as const;
    expect(await world.done(takingOut)).toMatchObject({ state: "taken-out", remainingTonnes: "0" });
    expect(await world.site(holder)).toEqual({ available: "10", held: "0", counting: "10" });
    expect(await world.refused(takingOut)).toMatchObject({ code: "wrong-state", state: "taken-out" });
    expect(await world.refused(world.certification(holder, "5"))).toMatchObject({ covered: "6" });
    await world.done(world.storing(holder, certificateId, "6"));
  });

  it("is no surplus any more when the bureau ends its storage or withdraws the certificate, with a reason", async () => {
    const holder = await world.holder();
    const { certificateId } = await world.done(world.certification(holder, "6"));
    const { storageId } = await world.done(world.storing(holder, certificateId, "4"));
    const end = { as: world.bureau, method: "POST", path: `/surplus/storages/${String(storageId)}/end` } as const;
    const ended = await world.done({ ...end, body: { reason: "the line runs again", documentNumber: "EZ-9" } });
    expect(ended).toMatchObject({ state: "ended", reason: "the line runs again", remainingTonnes: "0" });
    const withdrawal = { as: world.bureau, method: "POST", path: `/surplus/certificates/${String(certificateId)}/withdrawal` } as const;
    expect(await world.done({ ...withdrawal, body: { reason: "mistake" } })).toMatchObject({ state: "withdrawn", openTonnes: "0" });
    expect(await world.refused(world.storing(holder, certificateId, "1"))).toMatchObject({ code: "wrong-state" });
    expect(await world.site(holder)).toEqual({ available: "10", held: "0", counting: "10" });
    await world.done(world.certification(holder, "10"));
  });

  it("taken out after its certificate was withdrawn is covered by nothing", async () => {
    const holder = await world.holder();
    const { certificateId } = await world.done(world.certification(holder, "6"));
    const { storageId } = await world.done(world.storing(holder, certificateId, "4"));
    const path = `/surplus/certificates/${String(certificateId)}`;
    await world.done({ as: world.bureau, method: "POST", path: `${path}/withdrawal`, body: { reason: "mistake" } });
    await world.done({ as: holder.subject, method: "POST", path: `/surplus/storages/${String(storageId)}/taking-out` });
    expect((await world.call({ as: holder.subject, method: "GET", path })).body).toMatchObject({ state: "withdrawn", openTonnes: "0" });
    expect(await world.site(holder)).toEqual({ available: "10", held: "0", counting: "10" });
    await world.done(world.certification(holder, "10"));
  });

  it("is stored from the month of the reduction on, within the term", async () => {
    const holder = await world.holder();
    const { certificateId } = await world.done(world.certification(holder, "6", { startMonth: "2026-05" }));
    expect(await world.refused(world.storing(holder, certificateId, "1"))).toMatchObject({ code: "reduction-not-begun", month: "2026-03" });
    expect(await world.refused(world.certification(holder, "1", { startMonth: "2029-01" }))).toMatchObject({
      code: "reduction-outside-term",
    });
    const early = world.certification(holder, "1", { startMonth: "2026-05", paidBy: "government" });
    expect(await world.refused(early)).toMatchObject({ code: "reduction-not-begun" });
    expect(
      await world.refused(world.certification({ ...holder, instrument: "permit/COD/liangzi-lake/2026-01/2031-12" }, "1")),
    ).toMatchObject({
      code: "holder-has-no-such-permit",
    });
  });

  it("that the government paid for joins the reserve in the same entry, with its source", async () => {
    const holder = await world.holder();
    const before = (await world.ports.ledger.position(reserveAccount("liangzi-lake"), quota("COD", "liangzi-lake"))).available;
    const request = world.certification(holder, "3", { paidBy: "government", documentNumber: `GOV-${holder.siteId}` });
    const certificate = await world.done(request);
    expect(certificate).toMatchObject({ state: "returned", openTonnes: "0" });
    expect(await world.refused(world.storing(holder, certificate.certificateId, "1"))).toMatchObject({ state: "returned" });
    expect(await world.site(holder)).toEqual({ available: "7", held: "0", counting: "7" });
    const after = (await world.ports.ledger.position(reserveAccount("liangzi-lake"), quota("COD", "liangzi-lake"))).available;
    expect(after.minus(before).toFixed()).toBe("3");
    const { additions } = reserveAdditions(openTable(world.engine.dynamo, world.engine.tables.Permits));
    const { items } = await additions({ pool: "liangzi-lake", pollutant: "COD" }, { limit: 100 });
    expect(items.filter(({ documentNumber }) => documentNumber === `GOV-${holder.siteId}`)).toMatchObject([
      { source: "government-investment", additionId: certificate.certificateId },
    ]);
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("is certified by two persons of the bureau of the site's area, never by a district or another area", async () => {
    const holder = await world.holder();
    expect((await world.enter(world.certification(holder, "1"))).status).toBe(202);
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect((await world.call({ ...world.certification(holder, "1"), as: elsewhere.subject })).status).toBe(404);
    const district = await givenMember(world.engine, { role: "district", area: "gedian" });
    expect(await world.refused({ ...world.certification(holder, "1"), as: district.subject })).toMatchObject({ code: "role-not-allowed" });
  });

  it("ends with the term of its permit", async () => {
    const holder = await world.holder("10", ["2026-01", "2026-03"]);
    const storageId = await world.stored(holder, "4");
    const { certificateId } = await world.done(world.certification(holder, "2"));
    world.clock.moveTo("2026-03-31T16:00:00.000Z");
    // The job that retires the permit comes later.
    expect(await world.refused(world.storing(holder, certificateId, "1"))).toMatchObject({ code: "holder-has-no-such-permit" });
    await expirePermits(permitsPorts(await grantedOn(world.engine, world.clock)));
    const [expired] = await storedFacts(world.engine, permitsFacts.permitExpired, ({ data }) => data.siteId === holder.siteId, "Permits");
    for (const _ of [1, 2]) await closeExpiredStorages(world.ports, required(expired, "fact of the expiry"));
    const path = `/surplus/storages/${storageId}`;
    expect((await world.call({ as: holder.subject, method: "GET", path })).body).toMatchObject({ state: "expired", remainingTonnes: "0" });
    expect(await world.refused({ as: holder.subject, method: "POST", path: `${path}/taking-out` })).toMatchObject({ state: "expired" });
    world.clock.moveTo("2026-03-02T01:00:00.000Z");
  });
});
