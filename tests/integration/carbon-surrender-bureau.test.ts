import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { carbonFacts } from "../../functions/carbon/contract.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { conservationFaults } from "../support/conservation.ts";
import { givenMember } from "../support/members.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { document, expired, of2024, of2025, openSurrenderOffice, type SurrenderOffice } from "../support/surrender-office.ts";

let house: SurrenderOffice;
beforeAll(async () => {
  house = await openSurrenderOffice();
});
beforeEach(() => house.clock.moveTo("2026-02-10T01:00:00.000Z"));

const obligation = async (entity: { readonly partyId: string }) => (await house.read(house.bureau, house.obligationOf(entity))).body;

describe("an order to surrender", () => {
  it("retires frozen allowances, by two persons, and leaves the rest frozen", async () => {
    const mill = await house.obliged("500", { [of2024]: "300" });
    const holdId = await house.hold(mill, of2024, "200", "freeze");
    const order = (more: object = {}) => house.byBureau(mill, "orders", { holdId, instrument: of2024, tonnes: "150", ...more });
    expect((await house.enter(order())).status).toBe(202);
    expect(await house.holds(mill)).toEqual({ [of2024]: "100 + 200" });
    expect(await house.done(order())).toMatchObject({ kind: "order", ...document, allowances: [{ instrument: of2024, tonnes: "150" }] });
    expect(await house.holds(mill)).toEqual({ [of2024]: "100 + 50" });
    expect(await obligation(mill)).toMatchObject({ surrenderedTonnes: "150", openTonnes: "350" });
    expect(await house.refused(mill, order({ tonnes: "51" }))).toMatchObject({ code: "not-frozen", frozen: "50", tonnes: "51" });
    expect(await house.refused(mill, order({ tonnes: "351" }))).toMatchObject({ code: "surrender-above-open", open: "350" });
    await house.done(order({ tonnes: "50" }));
    expect(await house.refused(mill, order({ tonnes: "1" }))).toMatchObject({ code: "not-frozen", frozen: "0" });
  });

  it("takes nothing that is pledged, unknown, expired or another entity's", async () => {
    const [mill, steel] = [
      await house.obliged("500", { [of2024]: "300", [expired]: "9" }),
      await house.obliged("500", { [of2024]: "300" }),
    ];
    const pledge = await house.hold(mill, of2024, "200", "pledge");
    const freeze = await house.hold(steel, of2024, "200", "freeze");
    const order = (holdId: string, instrument = of2024) => house.byBureau(mill, "orders", { holdId, instrument, tonnes: "1" });
    for (const holdId of [pledge, freeze, "none"]) expect(await house.refused(mill, order(holdId))).toMatchObject({ code: "not-frozen" });
    expect(await house.refused(mill, order(freeze, expired))).toMatchObject({ code: "vintage-expired" });
    expect(await house.holds(steel)).toEqual({ [of2024]: "100 + 200" });
  });
});

describe("a freeze", () => {
  it("is made of what is free by two persons, lifted by parts, and never surrendered by its entity", async () => {
    const mill = await house.obliged("500", { [of2024]: "300", [expired]: "9" });
    const freeze = (tonnes: string, more: object = {}) => house.freeze(mill, { instrument: of2024, tonnes, ...more });
    expect((await house.enter(freeze("250"))).status).toBe(202);
    const { holdId: liftedHoldId } = await house.done(freeze("250"));
    expect(await house.refused(mill, house.surrender(mill, { tonnes: "51" }))).toMatchObject({ available: "50", frozen: "250" });
    expect(await house.refused(mill, freeze("51"))).toMatchObject({ code: "surrender-exceeds-free", frozen: "250" });
    expect(await house.refused(mill, freeze("1", { instrument: expired }))).toMatchObject({ code: "vintage-expired" });
    expect(await house.done(freeze("100", { liftedHoldId }))).toMatchObject({ holdId: liftedHoldId, frozenTonnes: "150" });
    expect(await house.holds(mill)).toMatchObject({ [of2024]: "150 + 150" });
    expect(await house.refused(mill, freeze("151", { liftedHoldId }))).toMatchObject({ code: "not-frozen", frozen: "150" });
    const pledge = await house.hold(mill, of2024, "10", "pledge");
    expect(await house.refused(mill, freeze("1", { liftedHoldId: pledge }))).toMatchObject({ code: "not-frozen" });
  });
});

describe("a report that is reopened after surrender", () => {
  it("opens the difference with a new deadline where emissions are more, and gives back what is too much where they are less", async () => {
    const mill = await house.reported("999.2");
    await house.give(`party:${mill.partyId}`, of2024, "300");
    await house.give(`party:${mill.partyId}`, of2025, "900");
    await house.done(house.surrender(mill, { tonnes: "1000" }));
    expect(await obligation(mill)).toMatchObject({ state: "met", openTonnes: "0", deadlineAt: "2026-11-30T16:00:00.000Z" });
    const back = (instrument: string, tonnes: string) => house.byBureau(mill, "giving-back", { instrument, tonnes });
    expect(await house.refused(mill, back(of2024, "1"))).toMatchObject({ code: "above-surplus", surplus: "0", retired: "300" });

    house.clock.moveTo("2026-12-10T01:00:00.000Z");
    await house.correct(mill, "1100");
    expect(await obligation(mill)).toMatchObject({ state: "open", openTonnes: "100", deadlineAt: "2027-01-09T01:00:00.000Z" });
    await house.done(house.surrender(mill, { tonnes: "100" }));
    expect(await obligation(mill)).toMatchObject({ state: "met", surrenderedTonnes: "1100" });

    await house.office.done(house.office.reopening(mill));
    expect(await obligation(mill)).toMatchObject({ basis: "reopened", state: "open", requiredTonnes: "1100" });
    expect(await house.refused(mill, back(of2024, "1"))).toMatchObject({ code: "no-obligation" });
    await house.accept(mill, "650", { correction: "read again" });
    expect(await obligation(mill)).toMatchObject({ state: "met", surplusTonnes: "450", deadlineAt: "2027-01-09T01:00:00.000Z" });
    expect(await house.refused(mill, back(of2024, "301"))).toMatchObject({ code: "above-surplus", surplus: "450", retired: "300" });
    expect(await house.refused(mill, back(of2025, "451"))).toMatchObject({ code: "above-surplus", surplus: "450", retired: "800" });
    expect((await house.enter(back(of2024, "300"))).status).toBe(202);
    house.later();
    const both = await Promise.all([house.call(back(of2024, "300")), house.call(back(of2025, "300"))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await obligation(mill)).toMatchObject({ surplusTonnes: "150", surrenderedTonnes: "800", state: "met" });
    const { items } = (await house.read(mill.subject, `${house.obligationOf(mill)}/surrenders?limit=1`)).body as { items: object[] };
    expect(items).toMatchObject([{ kind: "giving-back", ...document }]);
    house.clock.moveTo("2027-01-01T00:00:00.000Z");
    expect(await house.refused(mill, back(of2024, "1"))).toMatchObject({ code: "vintage-expired" });
  });

  it("leaves certified reductions used, and those beyond the share of the lower figure don't count", async () => {
    const mill = await house.obliged("1000", { [of2024]: "900" });
    const offsets = [{ kind: "CCER", project: "HB-9", first: "1", last: "100" }];
    await house.done(house.surrender(mill, { tonnes: "900", offsets }));
    await house.restate(mill, "500");
    // 10 % of 500 t: 50 of the 100 t count.
    expect(await obligation(mill)).toMatchObject({ offsetTonnes: "100", offsetLimitTonnes: "50", surplusTonnes: "450", state: "met" });
    await house.done(house.byBureau(mill, "giving-back", { instrument: of2024, tonnes: "450" }));
    expect(await obligation(mill)).toMatchObject({ surplusTonnes: "0", openTonnes: "0", surrenderedTonnes: "450", offsetTonnes: "100" });
    const steel = await house.obliged("1000");
    expect(await house.refused(steel, house.surrender(steel, { offsets }))).toMatchObject({ code: "serials-used" });
  });

  it("does not forgive what was overdue: its deadline stays", async () => {
    const mill = await house.obliged("1000", { [of2025]: "900" });
    await house.done(house.surrender(mill, { tonnes: "900" }));
    house.clock.moveTo("2026-12-10T01:00:00.000Z");
    await house.restate(mill, "1200");
    expect(await obligation(mill)).toMatchObject({ openTonnes: "300", deadlineAt: "2026-11-30T16:00:00.000Z" });
  });
});

describe("the last day of an obligation", () => {
  it("is that of the published plan which covers the entity's area, whoever sets the figure; a draft moves nothing", async () => {
    const path = "/carbon/allowance-plans";
    const terms = { market: "national", year: "2025", title: "Allowances of 2025", documentNumber: "EZ-A", totalTonnes: "1000" };
    const days = { reserveTonnes: "0", lastMonth: "2026-12", surrenderBy: "2026-10-20" };
    const sectors = [{ sector: "paper", historic: { sectorCoefficient: "1", marketFactor: "1" } }];
    const { planId } = await house.done({ as: house.bureau, method: "POST", path, body: { ...terms, ...days, sectors } });
    const early = await house.obliged("10", {}, "national");
    expect(await obligation(early)).toMatchObject({ deadlineAt: "2026-12-31T16:00:00.000Z" });
    // Publication, which needs entities of the plan, is another test's.
    const plan = required(await house.own.allowancePlan(String(planId)), "plan");
    await commit(house.engine.dynamo, [
      house.own.allowancePlanPut({ ...plan, state: "published", publishedAt: house.clock.now(), version: plan.version + 1 }),
    ]);
    const mill = await house.office.entity({ market: "national" });
    await house.accept(mill, "999.2");
    expect(await obligation(mill)).toMatchObject({ requiredTonnes: "1000", deadlineAt: "2026-10-20T16:00:00.000Z" });
    const silent = await house.office.entity({ market: "national" });
    house.clock.moveTo("2026-04-10T01:00:00.000Z");
    await house.done(house.byBureau(silent, "determinations", { tco2: "10", ground: "no-report" }));
    expect(await obligation(silent)).toMatchObject({ deadlineAt: "2026-10-20T16:00:00.000Z" });
  });
});

describe("a determination of emissions", () => {
  const figure = { tco2: "1200.01", ground: "no-report" };

  it("stands for a report that was not filed by its day, until one is accepted", async () => {
    const mill = await house.office.entity();
    const determine = house.byBureau(mill, "determinations", figure);
    expect(await house.refused(mill, determine)).toMatchObject({ code: "report-not-due", reportBy: "2026-03-31" });
    house.clock.moveTo("2026-03-31T16:00:00.000Z");
    const rejected = house.byBureau(mill, "determinations", { ...figure, ground: "report-rejected" });
    expect(await house.refused(mill, rejected)).toMatchObject({ code: "report-stands", reportState: "none" });
    expect((await house.enter(determine)).status).toBe(202);
    expect(await house.done(determine)).toMatchObject({ basis: "determined", requiredTonnes: "1201", openTonnes: "1201", state: "open" });
    const facts = await storedFacts(
      house.engine,
      carbonFacts.emissionsDetermined,
      ({ parties }) => parties.includes(mill.partyId),
      "Carbon",
    );
    expect(facts.map(({ data }) => data)).toMatchObject([{ tco2: "1200.01", requiredTonnes: "1201", ground: "no-report", ...document }]);
    await house.accept(mill, "900");
    expect(await obligation(mill)).toMatchObject({ basis: "verified", requiredTonnes: "900" });
    expect(await house.refused(mill, determine)).toMatchObject({ code: "report-stands", reportState: "accepted" });
    await house.office.done(house.office.reopening(mill));
    expect(await house.done(rejected)).toMatchObject({ basis: "determined", requiredTonnes: "1201" });
  });

  it("waits for a report that is being worked on, and is for entities in a market", async () => {
    const [mill, outside] = [await house.office.entity(), await house.office.entity({ market: "none" })];
    house.clock.moveTo("2026-04-01T01:00:00.000Z");
    await house.office.done(house.office.draft(mill, { lines: [{ kind: "diesel", amount: "1", unit: "t", invoices: [] }] }));
    await house.office.done(house.office.submission(mill));
    const determine = house.byBureau(mill, "determinations", figure);
    expect(await house.refused(mill, determine)).toMatchObject({ code: "report-stands", reportState: "submitted" });
    const ofOutside = house.byBureau(outside, "determinations", figure);
    expect(await house.refused(outside, ofOutside)).toMatchObject({ code: "not-in-a-market" });
  });
});

describe("voluntary cancellation", () => {
  it("retires free allowances for good and for no obligation", async () => {
    const mill = await house.obliged("1000", { [of2025]: "100", [expired]: "5" });
    await house.hold(mill, of2025, "30", "pledge");
    const done = await house.done(house.cancel(mill, { instrument: of2025, tonnes: "20" }));
    expect(done).toMatchObject({ instrument: of2025, tonnes: "20", cancelledAt: house.clock.now() });
    expect(await obligation(mill)).toMatchObject({ surrenderedTonnes: "0", openTonnes: "1000" });
    const over = house.cancel(mill, { instrument: of2025, tonnes: "51" });
    expect(await house.refused(mill, over)).toMatchObject({ code: "surrender-exceeds-free", available: "50", pledged: "30" });
    expect(await house.refused(mill, house.cancel(mill, { instrument: expired, tonnes: "1" }))).toMatchObject({ code: "vintage-expired" });
    expect(await house.holds(mill)).toEqual({ [of2025]: "50 + 30", [expired]: "5" });
  });
});

describe("the bureau of another area", () => {
  it("does nothing with an obligation, and does not see it", async () => {
    const mill = await house.obliged("1000", { [of2025]: "100" });
    const holdId = await house.hold(mill, of2025, "30", "freeze");
    const { subject: as } = await givenMember(house.engine, { role: "regulator", area: "420702" });
    const requests = [
      house.byBureau(mill, "orders", { holdId, instrument: of2025, tonnes: "1" }),
      house.byBureau(mill, "giving-back", { instrument: of2025, tonnes: "1" }),
      house.byBureau(mill, "determinations", { tco2: "1", ground: "no-report" }),
      house.freeze(mill, { instrument: of2025, tonnes: "1" }),
    ];
    for (const request of requests) expect(await house.refused(mill, { ...request, as })).toMatchObject({ code: "not-found" });
    expect((await house.read(as, house.obligationOf(mill))).status).toBe(404);
    expect(await conservationFaults(house.engine)).toEqual([]);
  });
});
