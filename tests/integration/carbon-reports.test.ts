import { beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { carbonFacts } from "../../functions/carbon/contract.ts";
import { runDeadlines } from "../../functions/carbon/deadlines/deadlines.ts";
import type { FactSchema } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type CarbonOffice, type Entity, givenPlan, openCarbonOffice } from "../support/carbon-office.ts";
import { givenMember } from "../support/members.ts";
import { colleagueOf } from "../support/second-person.ts";
import { storedFacts } from "../support/stored-facts.ts";

const values = {
  lines: [
    { kind: "bituminous-coal", amount: "10000", unit: "t", invoices: [] },
    { kind: "electricity", amount: "10000", unit: "MWh", invoices: [] },
  ],
  outputs: [{ product: "paper", amount: "50000", unit: "t" }],
};

describe("an annual report", () => {
  let office: CarbonOffice;
  beforeAll(async () => {
    office = await openCarbonOffice();
  });

  /** What facts of a type say about an entity. */
  async function stated<Data extends z.ZodType>({ partyId }: Entity, schema: FactSchema<Data>) {
    const facts = await storedFacts(office.engine, schema, ({ parties }) => parties.includes(partyId), "Carbon");
    return facts.map(({ data }) => data);
  }

  it("goes from draft over district and verification to acceptance, which states emissions and what is to be surrendered", async () => {
    const entity = await office.entity();
    const drafted = await office.done(office.draft(entity, values));
    // 10,000 t x 1.741750 + 10,000 MWh x the factor of the grid.
    expect(drafted).toMatchObject({ state: "draft", reportVersion: 1, tco2: "22723.5", findings: [], reportBy: "2026-03-31" });
    expect(await office.done(office.submission(entity))).toMatchObject({ state: "submitted", late: false });
    expect(await office.done(office.screening(entity))).toMatchObject({ state: "screened" });
    await office.conclude(entity);
    expect(await office.done(office.decision(entity))).toMatchObject({ state: "accepted", documentNumber: "EZ-C-1" });
    expect(await stated(entity, carbonFacts.reportAccepted)).toMatchObject([
      { year: "2025", version: 1, market: "hubei", tco2: "22723.5", requiredTonnes: "22724" },
    ]);
    expect(await stated(entity, carbonFacts.obligationChanged)).toMatchObject([
      { requiredTonnes: "22724", offsetLimitTonnes: "2272", state: "open", because: { reference: entity.reportId } },
    ]);
  });

  it("is returned to its entity with a reason, which is told and puts it right, and goes on", async () => {
    const entity = await office.entity();
    await office.done(office.draft(entity, values));
    await office.done(office.submission(entity));
    expect(await office.refused(office.screening(entity, { passed: false }))).toMatchObject({ code: "decision-needs-reason" });
    const reason = "the bill of March is missing";
    expect(await office.done(office.screening(entity, { passed: false, reason }))).toMatchObject({ state: "draft", reason });
    expect(await stated(entity, carbonFacts.reportReturned)).toMatchObject([{ version: 1, reason }]);
    expect(await office.refused(office.screening(entity))).toMatchObject({ code: "wrong-state" });
    await office.done(office.draft(entity, values));
    await office.done(office.submission(entity));
    expect(await office.done(office.screening(entity))).toMatchObject({ state: "screened", reportVersion: 1 });
  });

  it("is seen with its values by its entity, the authorities of its area and its own verifier only", async () => {
    const entity = await office.entity();
    await office.done(office.draft(entity, values));
    const verifier = await givenMember(office.engine, { role: "verifier" });
    const strangers = [
      (await office.entity()).subject,
      (await givenMember(office.engine, { role: "district", area: "airport" })).subject,
      (await givenMember(office.engine, { role: "regulator", area: "420702" })).subject,
    ];
    const read = async (as: string) => (await office.ask({ as, method: "GET", path: `/carbon/reports/${entity.reportId}` })).status;
    expect(await Promise.all([entity.subject, office.district, office.bureau].map(read))).toEqual([200, 200, 200]);
    expect(await Promise.all([...strangers, verifier.subject].map(read))).toEqual([404, 404, 404, 404]);
    const report = required(await office.ports.own.reportAt(entity.reportId), "report");
    const assigned = { ...report, verifierId: verifier.partyId, version: report.version + 1 };
    await commit(office.engine.dynamo, [office.ports.own.reportPut(assigned)]);
    expect(await read(verifier.subject)).toBe(200);
    // Of a correction that is assigned to a verifier, the version before was not.
    await commit(office.engine.dynamo, [office.ports.own.reportPut({ ...assigned, reportVersion: 2, version: assigned.version + 1 })]);
    const first = async (as: string) =>
      (await office.ask({ as, method: "GET", path: `/carbon/reports/${entity.reportId}?version=1` })).status;
    expect(await Promise.all([office.bureau, verifier.subject].map(first))).toEqual([200, 404]);
    expect((await office.refused({ ...office.draft(entity, values), as: strangers[0] ?? "" })).code).toBe("not-found");
  });

  it("is screened by its district, not by the bureau, which screens entities of the whole city", async () => {
    const [entity, ofCity] = [await office.entity(), await office.entity({ area: "420700" })];
    for (const each of [entity, ofCity]) {
      await office.done(office.draft(each, values));
      await office.done(office.submission(each));
    }
    const byBureau = (each: Entity) => ({ ...office.screening(each), as: office.bureau });
    expect(await office.refused(byBureau(entity))).toMatchObject({ code: "district-screens", area: "gedian" });
    expect((await office.refused(office.screening(ofCity))).code).toBe("not-found");
    expect(await office.done(byBureau(ofCity))).toMatchObject({ state: "screened" });
  });

  it("is accepted by nobody who screened or verified it, neither as the first nor as the second person", async () => {
    const entity = await office.entity();
    await office.done(office.draft(entity, values));
    await office.done(office.submission(entity));
    await office.done(office.screening(entity));
    await office.conclude(entity, { by: office.bureau });
    expect(await office.refused(office.decision(entity))).toMatchObject({ code: "own-work", by: office.bureau });
    const colleague = await colleagueOf(office.engine, office.bureau, "third");
    const entered = await office.enter({ ...office.decision(entity), as: colleague });
    const approval = { as: office.bureau, method: "POST", path: `${entered.headers.location}/approval` } as const;
    expect(await office.refused(approval)).toMatchObject({ code: "own-work" });
    expect(await stated(entity, carbonFacts.reportAccepted)).toEqual([]);
    expect(await office.done({ ...office.decision(entity), as: colleague })).toMatchObject({ state: "accepted" });
  });

  it("that is rejected is filed again as a version that names the one it corrects", async () => {
    const entity = await office.entity();
    await office.done(office.draft(entity, values));
    await office.done(office.submission(entity));
    await office.done(office.screening(entity));
    await office.conclude(entity);
    expect(await office.refused(office.decision(entity, { accepted: false }))).toMatchObject({ code: "decision-needs-reason" });
    await office.done(office.decision(entity, { accepted: false, reason: "no invoices" }));
    expect(await stated(entity, carbonFacts.reportRejected)).toMatchObject([{ version: 1, reason: "no invoices" }]);
    expect(await stated(entity, carbonFacts.obligationChanged)).toEqual([]);
    const { items } = await office.done({ as: office.bureau, method: "GET", path: "/carbon/reports/missing/2025?area=gedian&limit=100" });
    expect(items).toContainEqual(expect.objectContaining({ partyId: entity.partyId, begun: true }));
    const again = await office.done(office.draft(entity, values, { correction: "invoices added" }));
    expect(again).toMatchObject({ reportVersion: 2, corrects: 1, state: "draft" });
  });

  it("counts in the market that the list names at its acceptance, which does not change while the acceptance stands", async () => {
    const entity = await office.entity();
    await office.done(office.draft(entity, values));
    await office.done(office.submission(entity));
    await office.done(office.screening(entity));
    await office.conclude(entity);
    const listing = (market: string, version: number) => {
      const body = { market, sector: "造纸", generates: false, documentNumber: "EZ-2", correction: { version, reason: "wrong market" } };
      return { as: office.bureau, method: "PUT", path: `/carbon/entities/${entity.partyId}/years/2025`, body } as const;
    };
    await office.done(listing("national", 1));
    expect(await office.done(office.decision(entity))).toMatchObject({ state: "accepted", market: "national" });
    expect(await stated(entity, carbonFacts.obligationChanged)).toMatchObject([{ market: "national", offsetLimitTonnes: "1136" }]);
    expect(await office.refused(listing("hubei", 2))).toMatchObject({ code: "report-accepted", market: "national", wanted: "hubei" });
    await office.done(office.reopening(entity));
    expect(await office.done(listing("hubei", 2))).toMatchObject({ market: "hubei", version: 3 });
  });

  it("is decided on once where two requests are approved at the same time", async () => {
    const entity = await office.entity();
    await office.done(office.draft(entity, values));
    await office.done(office.submission(entity));
    await office.done(office.screening(entity));
    await office.conclude(entity);
    const bodies = [{ accepted: true }, { accepted: false, reason: "no invoices" }, { accepted: true }];
    const answers = await Promise.all(bodies.map((body) => office.ask(office.decision(entity, body))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const decided = [...(await stated(entity, carbonFacts.reportAccepted)), ...(await stated(entity, carbonFacts.reportRejected))];
    expect(decided).toHaveLength(1);
    expect((await stated(entity, carbonFacts.obligationChanged)).length).toBe((await stated(entity, carbonFacts.reportAccepted)).length);
  });

  it("that is reopened reverses its acceptance, and what is to be surrendered follows the next version", async () => {
    const entity = await office.entity();
    await office.accepted(entity, values);
    await office.done(office.reopening(entity));
    expect(await stated(entity, carbonFacts.reportReopened)).toMatchObject([{ reversedVersion: 1, documentNumber: "EZ-C-1" }]);
    expect(await office.refused(office.reopening(entity))).toMatchObject({ code: "wrong-state", state: "reopened" });
    const [coal] = values.lines;
    await office.accepted(entity, { ...values, lines: [coal] }, { correction: "the meter of electricity is another's" });
    const versions = (await stated(entity, carbonFacts.reportAccepted))
      .map(({ version, requiredTonnes }) => [version, requiredTonnes])
      .sort();
    expect(versions).toEqual([
      [1, "22724"],
      [2, "17418"],
    ]);
    const obligation = await office.ports.own.obligation(entity.partyId, "2025");
    expect(obligation).toMatchObject({ basis: "verified", version: 3 });
    expect(obligation?.requiredTonnes.toFixed()).toBe("17418");
  });

  it("waits for a second person where its entity has chosen so, and is submitted once when two try", async () => {
    const entity = await office.entity();
    const { subject, partyId } = await givenMember(office.engine, {
      role: "enterprise",
      area: "gedian",
      party: { secondPersonFor: ["carbon"] },
    });
    const body = { market: "none", sector: "造纸", generates: false, documentNumber: "EZ-1" };
    await office.done({ as: office.bureau, method: "PUT", path: `/carbon/entities/${partyId}/years/2025`, body });
    const careful = { subject, partyId, reportId: `${partyId}.2025` };
    await office.done(office.draft(careful, values));
    expect(await office.refused(office.submission(careful))).toMatchObject({ code: "plan-not-approved", year: "2025" });
    await givenPlan(office, { partyId, year: "2025", area: "gedian" });
    expect((await office.enter(office.submission(careful))).status).toBe(202);
    expect(await office.done(office.submission(careful))).toMatchObject({ state: "submitted", market: "none" });
    await office.done(office.draft(entity, values));
    const both = await Promise.all([1, 2].map(() => office.ask(office.submission(entity))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await stated(entity, carbonFacts.reportSubmitted)).toHaveLength(1);
  });

  it("is not submitted before its year is over, and is taken and marked as late after its deadline", async () => {
    const entity = await office.entity({ years: ["2026", "2025"] });
    await office.done(office.draft(entity, values));
    expect(await office.refused(office.submission(entity))).toMatchObject({ code: "year-not-over", year: "2026" });
    const now = office.clock.now();
    const last = { ...entity, reportId: `${entity.partyId}.2025` };
    await office.done(office.draft(last, values));
    office.clock.moveTo("2026-03-31T16:00:00.000Z");
    expect(await office.done(office.submission(last))).toMatchObject({ late: true });
    office.clock.moveTo(now);
  });

  it("is reminded of once before its deadline, unless it was submitted, and is listed as missing until then", async () => {
    const [open, done] = [await office.entity({ area: "airport" }), await office.entity({ area: "airport" })];
    await office.done(office.draft(done, values));
    const missing = async () => {
      const path = "/carbon/reports/missing/2025?area=airport";
      const { items } = await office.done({ as: office.bureau, method: "GET", path });
      return (items as { partyId: string }[]).map(({ partyId }) => partyId).sort();
    };
    expect(await missing()).toEqual([open.partyId, done.partyId].sort());
    await office.done(office.submission(done));
    expect(await missing()).toEqual([open.partyId]);
    const now = office.clock.now();
    for (const instant of ["2026-03-20T15:59:59.000Z", "2026-03-20T16:00:00.000Z", "2026-03-20T16:01:00.000Z"]) {
      office.clock.moveTo(instant);
      await runDeadlines(office.ports);
      const reminded = await stated(open, carbonFacts.reportDue);
      expect(reminded).toHaveLength(instant < "2026-03-20T16:00:00.000Z" ? 0 : 1);
    }
    office.clock.moveTo(now);
    expect(await stated(done, carbonFacts.reportDue)).toEqual([]);
  });

  it("is listed to authorities by area, year and state, and to enterprises among their own", async () => {
    const [first, second] = [await office.entity({ area: "420702" }), await office.entity({ area: "420702" })];
    for (const each of [first, second]) await office.done(office.draft(each, values));
    await office.done(office.submission(second));
    const listed = async (as: string, query: string) => {
      const { items } = await office.done({ as, method: "GET", path: `/carbon/reports?${query}` });
      expect(JSON.stringify(items)).not.toContain("bituminous-coal");
      return (items as { reportId: string }[]).map(({ reportId }) => reportId);
    };
    expect((await listed(office.bureau, "area=420702")).sort()).toEqual([first.reportId, second.reportId].sort());
    expect(await listed(office.bureau, "area=420702&year=2025&state=submitted")).toEqual([second.reportId]);
    expect(await listed(office.bureau, "area=420702&year=2024")).toEqual([]);
    expect(await listed(first.subject, "limit=5")).toEqual([first.reportId]);
    expect((await office.refused({ as: office.district, method: "GET", path: "/carbon/reports?area=420702" })).code).toBe("not-found");
  });
});
