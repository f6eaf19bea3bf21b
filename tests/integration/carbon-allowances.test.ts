import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { obligationNext } from "../../functions/carbon/surrender/obligation.ts";
import { termsUntil } from "../../functions/carbon/surrender/terms.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type AllowanceOffice, draftBody, type Entity, openAllowanceOffice } from "../support/allowance-office.ts";
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

describe("a plan of allowances", () => {
  it("computes the published example to the digit and issues its share in whole tonnes by pages", async () => {
    const { planId, year } = await office.draft();
    const ceramics = await office.entity(year);
    const cement = await office.entity(year, "cement");
    const put = await office.put(planId, [
      office.lineOf(ceramics),
      office.lineOf(cement, { outputs: [{ product: "clinker", amount: "100000.5" }] }),
    ]);
    expect(put).toMatchObject({ status: 200, body: { lines: 2, state: "drafted" } });
    expect(await office.decide(planId, "approve")).toMatchObject({ status: 200, body: { state: "approved", figureTonnes: "123775" } });
    await office.must(office.decide(planId, "publish"));
    await office.work(planId, "announce");
    const line = (await office.read("/allowances", ceramics.subject)).body.items as object[];
    expect(line).toMatchObject([{ figure: "47275.94", entitledTonnes: "47275", issuedTonnes: "0", state: "published" }]);
    await office.must(office.decide(planId, "pre-allocate"));
    await office.work(planId, "pre-allocate");
    const instrument = `allowance/hubei/${year}/${Number(year) + 1}-12`;
    // 70 % of 47,275.94 and of 76,500.38.
    expect([await office.held(ceramics, instrument), await office.held(cement, instrument)]).toEqual(["33093", "53550"]);
    expect(await office.left(planId, instrument)).toBe(String(990_000 - 33_093 - 53_550));
    expect((await office.read(`/allowance-plans/${planId}`)).body).toMatchObject({ state: "in-force" });
    const told = await statedFacts(office.engine, ({ parties }) => parties.includes(ceramics.partyId));
    expect(told.map(({ factType }) => factType).sort()).toEqual(["allowances-allocated", "allowances-announced"]);
  });
});

describe("a final allocation", () => {
  it("tops up after the accepted report, and repeats nothing for a duplicate call", async () => {
    const { year, planId, instrument, one } = await inForceWithOne();
    expect(await office.finally(planId, one)).toMatchObject({ status: 409, body: { type: "/problems/report-not-accepted" } });
    await office.accepted(one, year, "50000");
    const key = `final-${planId}`;
    const path = `/carbon/allowances/${planId}.${one.partyId}/allocations`;
    const body = { kind: "final", documentNumber: "EZ-F", reason: "accepted" };
    const first = await office.call({ as: office.bureau, method: "POST", path, body, key });
    expect(first).toMatchObject({
      status: 200,
      body: { figure: "47275.94", entitledTonnes: "47275", issuedTonnes: "47275", reportVersion: 1 },
    });
    await office.call({ as: office.bureau, method: "POST", path, body, key });
    expect([await office.held(one, instrument), await office.left(planId, instrument)]).toEqual(["47275", String(990_000 - 47_275)]);
  });

  it("takes back what is free, and adds the pledged and sold rest to the obligation; a higher figure forgives that first", async () => {
    const { year, planId, instrument, one } = await inForceWithOne();
    await office.use(one, instrument, "20000");
    await office.use(one, instrument, "10000", "pledge");
    // 60,000 x 0.97 x 0.9883 / 365 x 100 = 15,758.65 t; 3,093 t are free.
    await office.accepted(one, year, "15000", { productionDays: 100 });
    const taken = await office.finally(planId, one);
    expect(taken).toMatchObject({ status: 200, body: { entitledTonnes: "15758", issuedTonnes: "30000", addedTonnes: "14242" } });
    expect(await office.held(one, instrument)).toBe("0 + 10000");
    expect(await office.own.obligation(one.partyId, year)).toMatchObject({ state: "open", version: 1 });
    expect((await office.own.obligation(one.partyId, year))?.addedTonnes.toString()).toBe("14242");
    const [fact] = await factsOf(one.partyId, "allowances-clawed-back");
    expect(fact?.data).toMatchObject({ tonnes: "17335", taken: "3093", added: "14242" });
    await office.accepted(one, year, "32000", { productionDays: 200, version: 2 });
    const again = await office.finally(planId, one);
    // 31,517.29 t: 14,242 t are forgiven, and 1,517 t issued.
    expect(again).toMatchObject({
      status: 200,
      body: { entitledTonnes: "31517", issuedTonnes: "31517", addedTonnes: "0", reportVersion: 2 },
    });
    expect((await office.own.obligation(one.partyId, year))?.addedTonnes.toString()).toBe("0");
  });

  it("corrects what verified emissions differ by more than the tighter limit", async () => {
    const { year, planId, one } = await inForceWithOne();
    // 20 % of 47,275.94 t is less than 200,000 t: 60,000 - 47,275.94 - 9,455.188 t more.
    await office.accepted(one, year, "60000");
    expect(await office.finally(planId, one)).toMatchObject({ status: 200, body: { figure: "50544.81", entitledTonnes: "50544" } });
  });

  it("takes outputs as reported, in the unit of their benchmark only", async () => {
    let one: Entity | undefined;
    const { planId, year } = await office.inForce(async (of) => {
      one = await office.entity(of, "cement");
      return [[one, { outputs: [{ product: "clinker", amount: "100000" }] }]];
    });
    const maker = required(one, "entity");
    const report = async (unit: string, amount: string, version: number) => {
      const outputs = [
        { product: "clinker", amount, unit },
        { product: "lime", amount: "5", unit: "t" },
      ];
      await office.accepted(maker, year, "80000", { outputs, version });
      return office.finally(planId, maker);
    };
    expect(await report("10k-t", "11", 1)).toMatchObject({ status: 422, body: { type: "/problems/output-unit-differs", planUnit: "t" } });
    // 110,000.5 t x 0.85 x 0.9.
    expect(await report("t", "110000.5", 2)).toMatchObject({ status: 200, body: { figure: "84150.38", entitledTonnes: "84150" } });
  });

  it("rests on emissions that the bureau determined where no report is accepted, which never raise it, and moves the usual deadline to the plan's", async () => {
    const { year, planId, one } = await inForceWithOne({ surrenderBy: "2041-10-20", lastMonth: "2041-12" });
    const market = "hubei" as const;
    const usual = `${Number(year) + 1}-11-30T16:00:00.000Z`;
    const entity = { ...{ partyId: one.partyId, partyName: one.name, creditCode: one.creditCode }, area: "gedian", year, market };
    const determine = async (tonnes: string) => {
      const terms = termsUntil(market, `${Number(year) + 1}-11-30`, office.clock.now());
      const event = { kind: "determined", requiredTonnes: decimal(tonnes), terms } as const;
      const obligation = obligationNext(entity, await office.own.obligation(one.partyId, year), event);
      await commit(office.engine.dynamo, [office.own.obligationPut(obligation)]);
    };
    await determine("90000");
    expect(await office.own.obligation(one.partyId, year)).toMatchObject({ deadlineAt: usual });
    const allocated = await office.finally(planId, one);
    expect(allocated).toMatchObject({ status: 200, body: { entitledTonnes: "47275", issuedTonnes: "47275" } });
    expect(allocated.body).not.toHaveProperty("reportVersion");
    expect(await office.own.obligation(one.partyId, year)).toMatchObject({ deadlineAt: "2041-10-20T16:00:00.000Z", version: 2 });
    // 30,000 t are more than 20 % below 47,275.94 t: 7,820.75 t of them are taken back.
    await determine("30000");
    expect(await office.finally(planId, one)).toMatchObject({
      body: { figure: "39455.19", entitledTonnes: "39455", issuedTonnes: "39455" },
    });
    expect(await office.own.obligation(one.partyId, year)).toMatchObject({ deadlineAt: "2041-10-20T16:00:00.000Z", version: 3 });
  });

  it("gives an entity that closed what its days justify, without a report", async () => {
    const { planId, instrument, one } = await inForceWithOne();
    const closed = await office.finally(planId, one, { kind: "closure", productionDays: 60, reason: "closed on 1 March" });
    expect(closed).toMatchObject({
      status: 200,
      body: { state: "closed", figure: "9455.19", entitledTonnes: "9455", issuedTonnes: "9455" },
    });
    expect(await office.held(one, instrument)).toBe("9455");
    expect(await office.finally(planId, one)).toMatchObject({ status: 409, body: { type: "/problems/wrong-state" } });
  });

  it("adds what an entity that closed has sold to its obligation, which it can meet before any figure stands", async () => {
    const { year, planId, instrument, one } = await inForceWithOne();
    await office.use(one, instrument, "33000");
    const closed = await office.finally(planId, one, { kind: "closure", productionDays: 60 });
    expect(closed).toMatchObject({ status: 200, body: { entitledTonnes: "9455", addedTonnes: "23545" } });
    const surrender = (tonnes: string) => office.send("POST", "/surrenders", { year, tonnes }, one.subject);
    const entry = office.ledger.newEntry<never>({
      ...{ factId: randomUUID(), occurredAt: office.clock.now(), actor: "test", parties: [], areas: [] },
      cause: { kind: "test", reference: "bought back" },
    });
    entry.transfer({ instrument, from: "party:buyer", to: `party:${one.partyId}`, quantity: decimal("23545") });
    await commit(office.engine.dynamo, entry.writes());
    expect(await surrender("23546")).toMatchObject({ status: 409, body: { type: "/problems/surrender-above-open", open: "23545" } });
    expect((await surrender("23545")).status).toBe(200);
    expect(await surrender("1")).toMatchObject({ status: 409, body: { type: "/problems/no-obligation" } });
  });
});

describe("the area of a plan", () => {
  it("is taken by one plan of a market and year at most, so that nobody gets allowances twice, and has no other area's entities", async () => {
    const bureauOf = async (area: string) => (await givenMember(office.engine, { role: "regulator", area })).subject;
    const [gedian, airport] = [await bureauOf("gedian"), await bureauOf("airport")];
    const { planId, year } = await office.draft();
    const one = await office.entity(year);
    await office.must(office.put(planId, [office.lineOf(one)]));
    const draftOf = async (as: string) => String((await office.send("POST", "/allowance-plans", draftBody(year), as)).body.planId);
    const putAs = (as: string, id: string) => office.send("PUT", `/allowance-plans/${id}/lines`, { lines: [office.lineOf(one)] }, as);
    const foreign = await putAs(airport, await draftOf(airport));
    expect(foreign).toMatchObject({ status: 422, body: { faults: [{ code: "entity-of-another-area", pointer: "/body/lines/0" }] } });
    const other = await draftOf(gedian);
    await office.must(putAs(gedian, other));
    const both = await Promise.all([office.decide(planId, "approve"), office.decide(other, "approve", gedian)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [loser, winner] = both[0].status === 409 ? [both[0], other] : [both[1], planId];
    expect(loser.body).toMatchObject({ type: "/problems/plan-area-taken", otherPlanId: winner });
    await office.must(office.decide(winner, "withdraw", winner === other ? gedian : office.bureau));
    await office.must(winner === other ? office.decide(planId, "approve") : office.decide(other, "approve", gedian));
  });
});

describe("the total of a plan", () => {
  it("is not approved below what its methods give", async () => {
    const { planId, year } = await office.draft({ totalTonnes: "50000", reserveTonnes: "10000" });
    await office.must(office.put(planId, [office.lineOf(await office.entity(year))]));
    const refused = await office.decide(planId, "approve");
    expect(refused).toMatchObject({
      status: 422,
      body: { type: "/problems/plan-total-exceeded", requiredTonnes: "47275", availableTonnes: "40000" },
    });
    expect((await office.read(`/allowance-plans/${planId}`)).body).toMatchObject({ state: "drafted", revision: 1 });
  });

  it("is never exceeded by two final allocations at once: one is refused and leaves nothing behind", async () => {
    // Two of 47,275.94 t under a total that has 8,000 t on top.
    const total = { totalTonnes: String(2 * 47_275 + 8_000 + 1_000), reserveTonnes: "1000", preShare: "1" };
    const entities: Entity[] = [];
    const { planId, year, instrument } = await office.inForce(async (of) => {
      entities.push(await office.entity(of), await office.entity(of));
      return entities.map((each) => [each] as const);
    }, total);
    // 330 days: 52,003.53 t each, 4,728 t more.
    for (const each of entities) await office.accepted(each, year, "52000", { productionDays: 340 });
    const answers = await Promise.all(entities.map((each) => office.finally(planId, each)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused?.body).toMatchObject({ type: "/problems/plan-total-exceeded", requiredTonnes: "6304", availableTonnes: "1696" });
    const held = await Promise.all(entities.map((each) => office.held(each, instrument)));
    expect([...held.sort(), await office.left(planId, instrument)]).toEqual(["47275", "53579", "1696"]);
  });

  it("has a reserve for new entrants alone", async () => {
    const { planId, year, instrument } = await inForceWithOne();
    const [first, second] = [await office.entity(year), await office.entity(year)];
    const admit = (of: Entity, baseTonnes: string) =>
      office.send("POST", `/allowance-plans/${planId}/entrants`, {
        ...office.lineOf(of, { historic: { baseTonnes, productionDays: 300 } }),
        reason: "new line",
      });
    expect(await admit(first, "10000")).toMatchObject({
      status: 200,
      body: { entrant: true, issuedTonnes: "7879", state: "pre-allocated" },
    });
    expect(await admit(first, "10000")).toMatchObject({ status: 409, body: { type: "/problems/entity-in-plan" } });
    expect(await admit(second, "10000")).toMatchObject({
      status: 422,
      body: { type: "/problems/plan-total-exceeded", requiredTonnes: "7879", availableTonnes: "2121" },
    });
    expect([await office.held(second, instrument), await office.left(`${planId}.reserve`, instrument)]).toEqual(["0", "2121"]);
  });
});
