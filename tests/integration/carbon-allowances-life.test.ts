import { beforeAll, describe, expect, it } from "vitest";
import type { AllowancePage } from "../../functions/carbon/allowances/contract.ts";
import { doAllowancePage } from "../../functions/carbon/allowances/plans/plan-page.ts";
import { expireVintages } from "../../functions/carbon/allowances/vintages/expire-vintages.ts";
import { tellVintageEnds } from "../../functions/carbon/allowances/vintages/tell-ends.ts";
import { allowancePorts } from "../../functions/carbon/ports.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { stripesOf } from "../../shared/ledger/account.ts";
import { type AllowanceOffice, type Entity, instrumentOf, openAllowanceOffice } from "../support/allowance-office.ts";
import { conservationFaults } from "../support/conservation.ts";
import { givenMember } from "../support/members.ts";
import { statedFacts } from "../support/stated-facts.ts";

let office: AllowanceOffice;
beforeAll(async () => {
  office = await openAllowanceOffice();
});

/** A plan in force with one entity of ceramics, which has 33,093 t. */
async function inForceWithOne(change: object = {}) {
  let one: Entity | undefined;
  const plan = await office.inForce(async (year) => {
    one = await office.entity(year);
    return [[one]];
  }, change);
  return { ...plan, one: required(one, "entity") };
}
const factsOf = (partyId: string, factType: string) =>
  statedFacts(office.engine, (fact) => fact.parties.includes(partyId) && fact.factType === factType);
const allocation = (planId: string, { partyId }: Entity, what = "") => `/allowances/${planId}.${partyId}${what}`;

describe("allowances whose vintage ends", () => {
  it("are announced before they end, and retired with their holds when they have, once", async () => {
    const { one, year, instrument } = await inForceWithOne();
    await office.use(one, instrument, "3000", "pledge");
    const ports = allowancePorts(office.granted);
    const at = office.clock.now();
    office.clock.moveTo(`${Number(year) + 1}-12-15T01:00:00.000Z`);
    await tellVintageEnds(ports);
    await tellVintageEnds(ports);
    office.clock.moveTo(`${Number(year) + 1}-12-31T16:00:00.000Z`);
    await Promise.all([expireVintages(ports), expireVintages(ports)]);
    await expireVintages(ports);
    office.clock.moveTo(at);
    expect(await office.held(one, instrument)).toBe("0");
    const retired = await Promise.all(stripesOf("retired").map((stripe) => office.ledger.position(stripe, instrument)));
    expect(retired.reduce((total, { available }) => total + Number(available), 0)).toBe(33_093);
    const [ended, ...more] = await factsOf(one.partyId, "allowances-expired");
    expect([ended?.data, more]).toMatchObject([
      { retiredTonnes: "33093", vintage: year, holds: [{ purpose: "pledge", quantity: "3000" }] },
      [],
    ]);
    // Both numbers of days ahead have come; a second run tells nothing anew.
    const told = await factsOf(one.partyId, "allowances-end-soon");
    expect(told.map(({ data }) => (data as { tonnes: string }).tonnes)).toEqual(["33093", "33093"]);
  });
});

describe("a plan before its publication", () => {
  it("is drafted again after approval, which gives its total back, and may be withdrawn", async () => {
    const { planId, year } = await office.draft();
    await office.must(office.put(planId, [office.lineOf(await office.entity(year))]));
    await office.must(office.decide(planId, "approve"));
    expect(await office.left(planId, instrumentOf(year))).toBe("990000");
    const again = {
      market: "hubei",
      year,
      title: "Second",
      documentNumber: "EZ-A-2",
      sectors: [{ sector: "ceramics", historic: { sectorCoefficient: "0.9", marketFactor: "1" } }],
    };
    const terms = {
      totalTonnes: "60000",
      reserveTonnes: "0",
      lastMonth: `${Number(year) + 1}-12`,
      surrenderBy: `${Number(year) + 1}-11-30`,
    };
    const redrafted = await office.send("POST", "/allowance-plans", { ...again, ...terms });
    expect(redrafted).toMatchObject({ status: 201, body: { planId, revision: 2, state: "drafted", lines: 1 } });
    expect(await office.left(planId, instrumentOf(year))).toBe("0");
    expect(await office.decide(planId, "publish")).toMatchObject({ status: 409, body: { type: "/problems/wrong-state" } });
    // 60,000 x 0.9 x 300 / 365.
    expect(await office.decide(planId, "approve")).toMatchObject({ status: 200, body: { figureTonnes: "44383" } });
    expect(await office.decide(planId, "withdraw")).toMatchObject({ status: 200, body: { state: "withdrawn" } });
    expect(await office.left(planId, instrumentOf(year))).toBe("0");
  });

  it("is not changed once it is published", async () => {
    const { planId, year } = await inForceWithOne();
    const terms = { ...required(await office.own.allowancePlan(planId), "plan") };
    expect((await office.put(planId, [office.lineOf(await office.entity(year))])).body).toMatchObject({ type: "/problems/wrong-state" });
    expect((await office.decide(planId, "withdraw")).body).toMatchObject({ type: "/problems/wrong-state" });
    expect(await office.own.allowancePlan(planId)).toEqual(terms);
  });

  it("takes entities of its market and year, with the data of their sector's method, or none of a call", async () => {
    const { planId, year } = await office.draft();
    const [cement, elsewhere] = [await office.entity(year, "cement"), await office.entity(year, "ceramics", "none")];
    const glass = await office.entity(year, "glass");
    const lines = [
      office.lineOf(cement),
      office.lineOf(elsewhere),
      office.lineOf(glass),
      office.lineOf(cement, { outputs: [{ product: "lime", amount: "1" }] }),
    ];
    const refused = await office.put(planId, lines);
    const faults = refused.body.faults as { line: number; code: string }[];
    expect([refused.status, faults.map(({ line, code }) => `${line} ${code}`)]).toEqual([
      422,
      ["1 basis-not-of-method", "2 not-an-entity", "3 sector-not-in-plan", "4 entity-twice", "4 product-not-in-plan"],
    ]);
    expect((await office.read(`/allowance-plans/${planId}/lines`)).body.items).toEqual([]);
  });

  it("is seen by its area alone, and by everybody once it is published", async () => {
    const { planId, year } = await office.draft();
    const { subject: other } = await givenMember(office.engine, { role: "regulator", area: "420702" });
    expect((await office.read(`/allowance-plans/${planId}`, other)).status).toBe(404);
    const one = await office.entity(year);
    await office.must(office.put(planId, [office.lineOf(one)]));
    for (const decision of ["approve", "publish"]) await office.must(office.decide(planId, decision));
    expect((await office.read(`/allowance-plans/${planId}`, other)).status).toBe(200);
    expect((await office.decide(planId, "pre-allocate", other)).body).toMatchObject({ type: "/problems/allowance-plan-of-another-area" });
    // A draft line is nobody's before its page has told the entity.
    expect((await office.read(allocation(planId, one), one.subject)).status).toBe(404);
  });
});

describe("the pages of a plan", () => {
  it("tell and credit every entity once, whatever comes twice or late", async () => {
    const { planId, year } = await office.draft();
    const entities = await Promise.all(Array.from({ length: 36 }, () => office.entity(year)));
    for (let start = 0; start < entities.length; start += 48)
      await office.must(
        office.put(
          planId,
          entities.slice(start, start + 48).map((each) => office.lineOf(each, { historic: { baseTonnes: "10000", productionDays: 300 } })),
        ),
      );
    for (const decision of ["approve", "publish", "pre-allocate"]) await office.must(office.decide(planId, decision));
    // The pages of the announcement never came, and each of the others comes twice at once and once more at the end.
    const asked: AllowancePage[] = [{ planId, step: "pre-allocate" }];
    for (const page of asked) {
      await Promise.all([doAllowancePage(office.worker(asked), page), doAllowancePage(office.worker([]), page)]);
    }
    for (const page of asked) await doAllowancePage(office.worker([]), page);
    const held = await Promise.all(entities.map((each) => office.held(each, instrumentOf(year))));
    // 70 % of 7,879.32 t.
    expect(new Set(held)).toEqual(new Set(["5515"]));
    expect(await office.left(planId, instrumentOf(year))).toBe(String(990_000 - 36 * 5_515));
    expect((await office.read(`/allowance-plans/${planId}`)).body).toMatchObject({ state: "in-force" });
    const told = await statedFacts(office.engine, ({ data }) => (data as { planId?: string }).planId === planId);
    const count = (type: string) => told.filter(({ factType }) => factType === type).length;
    expect([count("allowances-announced"), count("allowances-allocated"), count("allowance-pre-allocation-ended")]).toEqual([36, 36, 1]);
  });
});

describe("an objection to an allocation", () => {
  it("is raised within seven working days, answered by two regulators, and settles what was allocated", async () => {
    const { planId, instrument, one } = await inForceWithOne();
    const raised = await office.send("POST", allocation(planId, one, "/objections"), { grounds: "330 days" }, one.subject);
    expect(raised).toMatchObject({
      status: 200,
      body: { objectionOpen: true, allObjections: [{ objectionId: "1", answerBy: "2026-03-16T16:00:00.000Z" }] },
    });
    const again = await office.send("POST", allocation(planId, one, "/objections"), { grounds: "again" }, one.subject);
    expect(again.body).toMatchObject({ type: "/problems/objection-open" });
    expect((await office.finally(planId, one, { kind: "closure", productionDays: 1 })).body).toMatchObject({
      type: "/problems/objection-open",
    });
    const answer = (body: object) => office.send("POST", allocation(planId, one, "/objections/1/answer"), { reason: "seen", ...body });
    expect((await answer({ upheld: true })).body).toMatchObject({ type: "/problems/basis-not-wanted" });
    const entered = await office.door({
      ...{ as: office.bureau, method: "POST", path: `/carbon${allocation(planId, one, "/objections/1/answer")}` },
      body: { upheld: true, reason: "seen", historic: { baseTonnes: "60000", productionDays: 330 } },
    });
    expect([entered.status, await office.held(one, instrument)]).toEqual([202, "33093"]);
    // 70 % of 52,003.53 t.
    const upheld = await answer({ upheld: true, historic: { baseTonnes: "60000", productionDays: 330 } });
    expect([upheld.status, await office.held(one, instrument)]).toEqual([200, "36402"]);
    expect((await answer({ upheld: false })).body).toMatchObject({ type: "/problems/allowance-objection-answered" });
    const [told] = await factsOf(one.partyId, "allowance-objection-answered");
    expect(told?.data).toMatchObject({ outcome: "upheld", reason: "seen" });
  });

  it("is not taken after the last of the working days", async () => {
    const { planId, one } = await inForceWithOne();
    const at = office.clock.now();
    office.clock.moveTo("2026-03-11T16:00:00.000Z");
    const late = await office.send("POST", allocation(planId, one, "/objections"), { grounds: "late" }, one.subject);
    office.clock.moveTo(at);
    expect(late).toMatchObject({ status: 409, body: { type: "/problems/not-in-allowance-window", until: "2026-03-11T16:00:00.000Z" } });
  });
});

describe("allowances of an earlier vintage", () => {
  it("are carried over within the limit of the plan, free ones only, and issue nothing", async () => {
    const { one, year, instrument: earlier } = await inForceWithOne();
    const next = String(Number(year) + 1);
    await office.list(one, next);
    const carryOver = { fromVintage: year, share: "0.1", plusTonnes: "1000", until: `${next}-12-31` };
    const { planId, instrument } = await office.inForce([[one]], { carryOver });
    await office.use(one, earlier, "30000", "pledge");
    const carry = (tonnes: string, of = earlier) =>
      office.send("POST", allocation(planId, one, "/carry-overs"), { instrument: of, tonnes }, one.subject);
    // A tenth of 33,093 t and 1,000 t.
    expect((await carry("4310")).body).toMatchObject({ type: "/problems/carry-over-exceeded", leftTonnes: "4309" });
    expect((await carry("1", instrument)).body).toMatchObject({ type: "/problems/carry-over-not-offered" });
    expect((await carry("4000")).body).toMatchObject({ type: "/problems/allowances-not-free" });
    expect(await carry("3000")).toMatchObject({ status: 200, body: { carriedTonnes: "3000", issuedTonnes: "33093" } });
    expect([await office.held(one, earlier), await office.held(one, instrument)]).toEqual(["93 + 30000", "36093"]);
    expect((await carry("1310")).body).toMatchObject({ leftTonnes: "1309" });
  });
});

describe("what happens at once", () => {
  it("is carried over, answered and taken back once, and never beyond what is free", async () => {
    const { one, year, instrument: earlier } = await inForceWithOne();
    const next = String(Number(year) + 1);
    await office.list(one, next);
    const carryOver = { fromVintage: year, share: "0.1", plusTonnes: "1000", until: `${next}-12-31` };
    const { planId, instrument } = await office.inForce([[one]], { carryOver });
    const carry = () => office.send("POST", allocation(planId, one, "/carry-overs"), { instrument: earlier, tonnes: "3000" }, one.subject);
    const carried = await Promise.all([carry(), carry()]);
    expect(carried.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect([await office.held(one, earlier), await office.held(one, instrument)]).toEqual(["30093", "36093"]);

    await office.must(office.send("POST", allocation(planId, one, "/objections"), { grounds: "wrong days" }, one.subject));
    const answer = (body: object) => office.send("POST", allocation(planId, one, "/objections/1/answer"), { reason: "as found", ...body });
    const upheld = { upheld: true, historic: { baseTonnes: "60000", productionDays: 310 } };
    const answers = await Promise.all([answer(upheld), answer(upheld)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);

    await office.accepted(one, next, "15000", { productionDays: 100 });
    const before = Number(await office.held(one, instrument));
    const sold = office.use(one, instrument, String(before - 10)).then(
      () => before - 10,
      () => 0,
    );
    const [settled, gone] = await Promise.all([office.finally(planId, one), sold]);
    // Before the sale all that is too much was free; after it ten tonnes were, and the rest is owed.
    const line = settled.body as { issuedTonnes: string; addedTonnes: string; entitledTonnes: string };
    expect(Number(line.issuedTonnes) - Number(line.addedTonnes)).toBe(Number(line.entitledTonnes));
    const owed = (await office.own.obligation(one.partyId, next))?.addedTonnes.toString() ?? "0";
    expect(owed).toBe(line.addedTonnes);
    expect(Number(await office.held(one, instrument)) + gone).toBe(3000 + Number(line.issuedTonnes));
  });
});

describe("a registry's statement", () => {
  it("is compared with the ledger by vintage, and its differences are worked off", async () => {
    const { one, year } = await inForceWithOne();
    const file = Buffer.from(`vintage,tonnes\n2024,500\n${year},33093\n`).toString("base64");
    const statement = { market: "hubei", registry: "中碳登", statedOn: "2026-03-01", documentNumber: "R-1", file };
    const recorded = await office.send("POST", "/statements", statement, one.subject);
    expect(recorded).toMatchObject({
      status: 200,
      body: {
        openDifferences: 1,
        lines: [
          { vintage: "2024", statedTonnes: "500", ledgerTonnes: "0", state: "open" },
          { vintage: year, statedTonnes: "33093", ledgerTonnes: "33093", state: "agrees" },
        ],
      },
    });
    expect((await office.send("POST", "/statements", statement, one.subject)).body).toMatchObject({ type: "/problems/statement-recorded" });
    const path = `/statements/${one.partyId}.hubei.2026-03-01/differences/2024`;
    expect((await office.send("POST", path, { applied: true, reason: "corrected" })).body).toMatchObject({
      type: "/problems/statement-still-differs",
    });
    expect(await office.send("POST", path, { applied: false, reason: "bought elsewhere" })).toMatchObject({
      status: 200,
      body: { openDifferences: 0 },
    });
    const { subject: other } = await givenMember(office.engine, { role: "enterprise" });
    expect((await office.read(`/statements/${one.partyId}.hubei.2026-03-01`, other)).status).toBe(404);
    // What an entity has typed to agree with the ledger can't keep the registry's own figures out.
    const { file: _file, ...named } = statement;
    const balances = [{ vintage: year, tonnes: "33000" }];
    const anew = await office.send("POST", "/statements", { ...named, partyId: one.partyId, balances });
    expect(anew).toMatchObject({
      status: 200,
      body: { openDifferences: 1, lines: [{ vintage: year, statedTonnes: "33000", state: "open" }] },
    });
  });

  it("with a wrong line is refused whole, with every error", async () => {
    const one = await office.entity("2030");
    const file = Buffer.from("vintage,tonnes\n2024,5.5\n2025,7\n2025,8\n").toString("base64");
    const statement = { market: "hubei", registry: "R", statedOn: "2026-03-01", documentNumber: "R-1", file };
    const refused = await office.send("POST", "/statements", statement, one.subject);
    const errors = refused.body.lineErrors as { line: number; column: string }[];
    expect([refused.status, errors.map(({ line, column }) => `${line} ${column}`)]).toEqual([422, ["2 tonnes", "4 vintage"]]);
    expect((await office.read("/statements", one.subject)).body.items).toEqual([]);
  });
});

it("keeps every tonne of every vintage: what all accounts have of it sums to zero", async () => {
  expect(await conservationFaults(office.engine)).toEqual([]);
});
