import { beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { runDeadlines } from "../../functions/carbon/deadlines/deadlines.ts";
import { verificationFacts } from "../../functions/carbon/verification/contract-facts.ts";
import type { FactSchema } from "../../shared/kernel/fact.ts";
import type { Party } from "../../shared/members/members.ts";
import { type CarbonOffice, type Entity, openCarbonOffice } from "../support/carbon-office.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { storedFacts } from "../support/stored-facts.ts";

const values = {
  lines: [
    { kind: "bituminous-coal", amount: "10000", unit: "t" },
    { kind: "electricity", amount: "10000", unit: "MWh" },
  ],
};
const reported = "22723.5";
const conservative = { tco2: "18000", basis: "highest of three samples" };
const coal = { line: 1, found: "the net calorific value is not sampled", asked: "samples of every month", conservative };

interface Verifier {
  readonly subject: string;
  readonly partyId: string;
  readonly party: Party;
}

describe("the verification of an annual report", () => {
  let office: CarbonOffice;
  let verifier: Verifier;
  beforeAll(async () => {
    office = await openCarbonOffice();
    verifier = await newVerifier();
  });

  const newVerifier = (party: Partial<Party> = {}) =>
    givenMember(office.engine, { role: "verifier", party: { creditCode: freshCreditCode(), ...party } });
  const at = ({ reportId }: Entity, what = "") => `/carbon/verifications/${reportId}${what}`;
  const post = (as: string, entity: Entity, what: string, body: object = {}) =>
    ({ as, method: "POST", path: at(entity, what), body }) as const;
  const read = (as: string, entity: Entity) => ({ as, method: "GET", path: at(entity) }) as const;
  const assignment = (entity: Entity, { partyId: verifierId }: Pick<Verifier, "partyId"> = verifier) =>
    ({ as: office.bureau, method: "PUT", path: at(entity, "/verifier"), body: { verifierId, documentNumber: "EZ-V-1" } }) as const;
  const withdrawal = (entity: Entity) => post(office.bureau, entity, "/withdrawal", { reason: "a conflict came up" });
  const beginning = (entity: Entity, by = verifier) => ({ as: by.subject, method: "POST", path: at(entity, "/beginning") }) as const;
  const raising = (entity: Entity, body: object = coal) => post(verifier.subject, entity, "/findings", body);
  const answer = (entity: Entity, number = 1, more: object = {}) =>
    post(entity.subject, entity, `/findings/${number}/answer`, { text: "samples attached", ...more });
  const closing = (entity: Entity, number = 1, closed = true) =>
    post(verifier.subject, entity, `/findings/${number}/closing`, { closed, text: closed ? "settled" : "which laboratory?" });
  const conclusion = (entity: Entity, changes: readonly object[] = [], by = verifier) =>
    post(by.subject, entity, "/conclusion", { opinion: "the report is reliable", changes });
  const response = (entity: Entity, agreed: boolean, more: object = {}) => post(entity.subject, entity, "/response", { agreed, ...more });
  const asking = (entity: Entity) => response(entity, false, { reason: "the meter was read twice" });
  const ruling = (entity: Entity, body: object) =>
    post(office.bureau, entity, "/reverification", { reason: "the reading is disputed", documentNumber: "EZ-V-2", ...body });

  async function screened(given: Parameters<CarbonOffice["entity"]>[0] = {}, more: object = {}): Promise<Entity> {
    const entity = await office.entity(given);
    await office.done(office.draft(entity, { ...values, ...more }));
    await office.done(office.submission(entity));
    await office.done(office.screening(entity));
    return entity;
  }
  async function begun(given?: Parameters<CarbonOffice["entity"]>[0]): Promise<Entity> {
    const entity = await screened(given);
    await office.done(assignment(entity));
    await office.done(beginning(entity));
    return entity;
  }
  async function concluded(): Promise<Entity> {
    const entity = await begun();
    await office.done(conclusion(entity));
    return entity;
  }
  async function stated<Data extends z.ZodType>({ partyId }: Entity, schema: FactSchema<Data>) {
    const facts = await storedFacts(office.engine, schema, ({ parties }) => parties.includes(partyId), "Carbon");
    return facts.map(({ data }) => data);
  }
  /** Does something at a later instant, and comes back. */
  async function when<Value>(instant: string, act: () => Promise<Value>): Promise<Value> {
    const now = office.clock.now();
    office.clock.moveTo(instant);
    try {
      return await act();
    } finally {
      office.clock.moveTo(now);
    }
  }
  const deadlines = (instant: string) => when(instant, () => runDeadlines(office.ports));

  it("goes from assignment over a question, its answers and a change of a line to figures, which the bureau accepts", async () => {
    const entity = await screened();
    expect(await office.done(assignment(entity))).toMatchObject({ state: "assigned", assignment: 1, verifierId: verifier.partyId });
    expect(await office.done(beginning(entity))).toMatchObject({ state: "verifying", begunAt: office.clock.now() });
    const raised = await office.done(raising(entity));
    expect(raised).toMatchObject({ state: "non-conformity", openFindings: 1, findings: [{ number: 1, state: "raised", line: 1 }] });
    expect(await office.refused(conclusion(entity))).toMatchObject({ code: "wrong-state", state: "non-conformity" });
    expect(await office.done(answer(entity))).toMatchObject({ findings: [{ state: "answered" }] });
    expect(await office.done(closing(entity, 1, false))).toMatchObject({
      state: "non-conformity",
      findings: [{ state: "raised", rounds: [{ answer: { text: "samples attached" } }, { round: 2, asked: "which laboratory?" }] }],
    });
    await office.done(answer(entity));
    expect(await office.done(closing(entity))).toMatchObject({ state: "verifying", openFindings: 0, findings: [{ state: "closed" }] });
    const changes = [{ line: 2, tco2: "5305.5", reason: "the bill of December" }];
    expect(await office.done(conclusion(entity, changes))).toMatchObject({
      state: "concluded",
      conclusion: { verifiedTco2: "22723", changes: [{ line: 2, conservative: false }] },
    });
    expect(await stated(entity, verificationFacts.verificationConcluded)).toMatchObject([{ verifiedTco2: "22723", changedLines: [2] }]);
    expect(await office.refused(office.decision(entity))).toMatchObject({ code: "result-not-final", awaits: "response" });
    await office.done(response(entity, true));
    expect(await office.done(office.decision(entity))).toMatchObject({ state: "accepted", verifiedTco2: "22723", tco2: reported });
  });

  describe("is refused to a verifier", () => {
    const refusedWith = async (entity: Entity, tied: Pick<Verifier, "partyId">) => {
      const problem = await office.refused(assignment(entity, tied));
      expect(await office.ports.own.verificationAt(entity.reportId)).toBeUndefined();
      expect(await office.ports.own.verifierYears(entity.partyId)).not.toContainEqual(expect.objectContaining({ year: "2025" }));
      return problem;
    };

    it("that is no verifier, or is not admitted", async () => {
      const entity = await screened();
      expect(await refusedWith(entity, entity)).toMatchObject({ code: "not-a-verifier", found: "enterprise" });
      expect(await refusedWith(entity, await newVerifier({ standing: "suspended" }))).toMatchObject({ found: "suspended" });
    });

    it("that helped to prepare the report", async () => {
      const { name, creditCode } = verifier.party;
      const entity = await screened({}, { preparedBy: [{ name, creditCode }] });
      expect(await refusedWith(entity, verifier)).toMatchObject({ code: "verifier-tied", tie: "prepared-by", verifierName: name });
      // However its code is typed, and where a correction does not name it any more.
      const typed = await screened({}, { preparedBy: [{ name, creditCode: creditCode.toLowerCase() }] });
      expect(await refusedWith(typed, verifier)).toMatchObject({ tie: "prepared-by" });
      await office.conclude(typed);
      await office.done(office.decision(typed, { accepted: false, reason: "no invoices" }));
      const values = { lines: [{ kind: "diesel", amount: "10", unit: "t" }] };
      await office.done(office.draft(typed, values, { correction: "invoices added" }));
      await office.done(office.submission(typed));
      await office.done(office.screening(typed));
      expect(await refusedWith(typed, verifier)).toMatchObject({ tie: "prepared-by" });
    });

    it("that is declared to be associated with the entity", async () => {
      const [entity, group] = [await screened(), { associateGroup: "group-of-verification" }];
      await givenMember(office.engine, { role: "enterprise", area: "gedian", party: { partyId: entity.partyId, ...group } });
      expect(await refusedWith(entity, await newVerifier(group))).toMatchObject({ code: "verifier-tied", tie: "associates" });
    });

    it("for a fourth year in a row, while a withdrawn assignment and a second one in a year count for nothing", async () => {
      const years = ["2022", "2023", "2024", "2025"];
      const last = await office.entity({ years: [...years].reverse() });
      for (const year of years) {
        const entity = { ...last, reportId: `${last.partyId}.${year}` };
        await office.done(office.draft(entity, { lines: [{ kind: "diesel", amount: "10", unit: "t" }] }));
        await office.done(office.submission(entity));
        await office.done(office.screening(entity));
        if (year === "2025") break;
        await office.done(assignment(entity));
        await office.done(withdrawal(entity));
        await office.done(assignment(entity));
      }
      const problem = await refusedWith(last, verifier);
      expect(problem).toMatchObject({ code: "verifier-tied", tie: "years-in-a-row", yearsInARow: 4, mostYears: 3 });
      await office.done(withdrawal({ ...last, reportId: `${last.partyId}.2023` }));
      expect(await office.done(assignment(last))).toMatchObject({ state: "assigned" });
    });
  });

  it("is seen by nobody but its entity, its authorities and the verifier it is assigned to, which sees nothing of others", async () => {
    const [entity, other] = [await begun(), await screened()];
    const stranger = await newVerifier();
    const report = (as: string, { reportId }: Entity) => ({ as, method: "GET", path: `/carbon/reports/${reportId}` }) as const;
    expect(await office.done(report(verifier.subject, entity))).toMatchObject({ values: { lines: [{ amount: "10000" }, {}] } });
    for (const as of [entity.subject, office.district, office.bureau])
      expect(await office.done(read(as, entity))).toMatchObject({ assignment: 1 });
    const plan = (as: string, { partyId }: Entity) => ({ as, method: "GET", path: `/carbon/control-plans/${partyId}/2025` }) as const;
    await office.done(plan(verifier.subject, entity));
    const denied = [
      ...[plan(verifier.subject, other), plan(stranger.subject, entity)],
      ...[read(stranger.subject, entity), report(stranger.subject, entity), beginning(entity, stranger), read(other.subject, entity)],
      ...[report(verifier.subject, other), read(verifier.subject, other), beginning(other), raising(other)],
      { as: verifier.subject, method: "GET", path: `/carbon/reports/${other.reportId}/evidence/${"0".repeat(64)}` } as const,
    ];
    for (const request of denied) expect((await office.refused(request)).code).toBe("not-found");
    const listed = async ({ subject }: Pick<Verifier, "subject">) => {
      const { items } = await office.done({ as: subject, method: "GET", path: "/carbon/verifications?limit=100" });
      return (items as { reportId: string }[]).map(({ reportId }) => reportId);
    };
    expect(await listed(verifier)).toContain(entity.reportId);
    expect(await listed(verifier)).not.toContain(other.reportId);
    expect(await listed(stranger)).toEqual([]);
  });

  it("that is withdrawn drops what is open, and the verifier sees nothing of it any more, while another one can be assigned", async () => {
    const entity = await begun();
    await office.done(raising(entity));
    expect(await office.done(withdrawal(entity))).toMatchObject({ state: "screened", openFindings: 0, findings: [{ state: "dropped" }] });
    const report = { as: verifier.subject, method: "GET", path: `/carbon/reports/${entity.reportId}` } as const;
    const plan = { as: verifier.subject, method: "GET", path: `/carbon/control-plans/${entity.partyId}/2025` } as const;
    for (const request of [plan, read(verifier.subject, entity), report, raising(entity), conclusion(entity)])
      expect((await office.refused(request)).code).toBe("not-found");
    const { items } = await office.done({ as: verifier.subject, method: "GET", path: "/carbon/verifications?limit=100" });
    expect(items).not.toContainEqual(expect.objectContaining({ reportId: entity.reportId }));
    expect((await office.refused(withdrawal(entity))).code).toBe("wrong-state");
    const next = await newVerifier();
    expect(await office.done(assignment(entity, next))).toMatchObject({ assignment: 2, findings: [], earlier: [{ assignment: 1 }] });
    expect(await office.done(read(next.subject, entity))).toMatchObject({ earlier: [] });
    await deadlines("2026-03-20T00:00:00.000Z");
    expect(await stated(entity, verificationFacts.conservativeFigureSet)).toEqual([]);
  });

  it("sets the conservative figure, once, where a question was not answered in time, and it stands", async () => {
    const entity = await begun();
    expect(await office.refused(raising(entity, { ...coal, conservative: { ...conservative, tco2: "17417.49" } }))).toMatchObject({
      code: "conservative-too-low",
      reportedTco2: "17417.5",
    });
    expect(await office.refused(raising(entity, { ...coal, line: 3 }))).toMatchObject({ code: "line-unknown", lines: 2 });
    const { findings } = await office.done(raising(entity));
    const answerBy = (findings as { rounds: { answerBy: string }[] }[])[0]?.rounds[0]?.answerBy ?? "";
    // The notice of 2026 is not published here: of the Spring Festival only 16 to 19 February are known to be off.
    expect(answerBy).toBe("2026-02-23T16:00:00.000Z");
    expect(findings).toMatchObject([{ rounds: [{ provisional: true }] }]);
    await office.done(raising(entity, { ...coal, line: 2, conservative: { tco2: "6000", basis: "control plan" } }));
    await office.done(answer(entity, 2));
    await deadlines("2026-02-23T15:59:59.000Z");
    expect(await office.done(read(entity.subject, entity))).toMatchObject({ findings: [{ state: "raised" }, { state: "answered" }] });
    expect(await when(answerBy, () => office.refused(answer(entity)))).toMatchObject({ code: "answer-late", answerBy });
    await deadlines(answerBy);
    await deadlines(answerBy);
    expect(await stated(entity, verificationFacts.conservativeFigureSet)).toMatchObject([{ line: 1, conservativeTco2: "18000" }]);
    expect(await office.done(read(verifier.subject, entity))).toMatchObject({ state: "non-conformity", openFindings: 1 });
    expect(await office.done(closing(entity, 2))).toMatchObject({ state: "verifying" });
    const lower = [{ line: 1, tco2: "17417.5", reason: "samples came late" }];
    expect(await office.refused(conclusion(entity, lower))).toMatchObject({ code: "conservative-stands", line: 1 });
    expect(await office.done(conclusion(entity))).toMatchObject({
      conclusion: { verifiedTco2: "23306", changes: [{ line: 1, tco2: "18000", conservative: true }] },
    });
    await office.done(response(entity, true));
    expect(await office.done(office.decision(entity))).toMatchObject({ conservative: true, verifiedTco2: "23306" });
  });

  it("refuses answers with documents that were not uploaded, and leaves the question open", async () => {
    const entity = await begun();
    await office.done(raising(entity));
    const evidence = [{ sha256: "a".repeat(64), what: "laboratory report" }];
    expect(await office.refused(answer(entity, 1, { evidence }))).toMatchObject({ code: "evidence-not-uploaded" });
    expect(await office.done(read(entity.subject, entity))).toMatchObject({ findings: [{ state: "raised" }] });
  });

  it("is never decided on by a verifier, nor a re-verification by who screened the report", async () => {
    const entity = await concluded();
    expect((await office.ask({ ...office.decision(entity), as: verifier.subject })).status).toBe(403);
    expect((await office.ask({ ...assignment(entity), as: verifier.subject })).status).toBe(403);
    const ofCity = await office.entity({ area: "420700" });
    await office.done(office.draft(ofCity, values));
    await office.done(office.submission(ofCity));
    await office.done({ ...office.screening(ofCity), as: office.bureau });
    for (const step of [assignment(ofCity), beginning(ofCity), conclusion(ofCity), asking(ofCity)]) await office.done(step);
    expect((await office.refused(ruling(ofCity, { granted: false }))).code).toBe("own-work");
    expect(await stated(ofCity, verificationFacts.reverificationRefused)).toEqual([]);
  });

  it("is done again by another verifier where its entity asks in time and the bureau grants it", async () => {
    const entity = await concluded();
    expect(await office.refused(response(entity, false))).toMatchObject({ code: "decision-needs-reason" });
    expect((await office.refused(ruling(entity, { granted: false }))).code).toBe("no-request");
    await office.done(asking(entity));
    expect(await office.refused(asking(entity))).toMatchObject({ code: "response-given", given: "requested" });
    expect(await office.refused(office.decision(entity))).toMatchObject({ code: "result-not-final", awaits: "reverification" });
    expect((await office.refused(ruling(entity, { granted: true }))).code).toBe("verifier-needed");
    const same = await office.refused(ruling(entity, { granted: true, verifierId: verifier.partyId }));
    expect(same).toMatchObject({ code: "verifier-tied", tie: "verified-before" });
    const second = await newVerifier();
    const granted = await office.done(ruling(entity, { granted: true, verifierId: second.partyId }));
    expect(granted).toMatchObject({ state: "assigned", assignment: 2, earlier: [{ reverification: { state: "granted" } }] });
    expect((await office.refused(read(verifier.subject, entity))).code).toBe("not-found");
    await office.done(beginning(entity, second));
    await office.done(conclusion(entity, [{ line: 2, tco2: "5000", reason: "the meter was read twice" }], second));
    await office.done(response(entity, true));
    expect(await office.done(office.decision(entity))).toMatchObject({ state: "accepted", verifiedTco2: "22417.5" });
  });

  it("stands where the request comes late or is refused; an undecided one is marked, told and listed", async () => {
    const [late, entity] = [await concluded(), await concluded()];
    // Seven working days after 10 February.
    const until = "2026-02-25T16:00:00.000Z";
    expect(await when(until, () => office.refused(asking(late)))).toMatchObject({ code: "response-late", respondBy: until });
    expect(await when(until, () => office.done(office.decision(late)))).toMatchObject({ state: "accepted", verifiedTco2: reported });
    await office.done(asking(entity));
    const { reverification } = (await office.ports.own.verificationAt(entity.reportId)) ?? {};
    const decideBy = reverification?.decideBy ?? "";
    expect(decideBy).toBe("2026-03-02T16:00:00.000Z");
    for (const instant of ["2026-03-02T15:59:59.000Z", decideBy, decideBy]) await deadlines(instant);
    expect(await stated(entity, verificationFacts.reverificationOverdue)).toHaveLength(1);
    const overdue = { as: office.bureau, method: "GET", path: "/carbon/verifications?area=gedian&reverification=overdue" } as const;
    expect(await office.done(overdue)).toMatchObject({ items: [{ reportId: entity.reportId }] });
    await office.done(ruling(entity, { granted: false }));
    expect(await office.done(overdue)).toMatchObject({ items: [] });
    expect(await office.refused(asking(entity))).toMatchObject({ code: "response-given" });
    expect(await office.done(office.decision(entity))).toMatchObject({ state: "accepted", verifiedTco2: reported });
  });

  it("takes one of two conclusions that are sent at once", async () => {
    const entity = await begun();
    const both = await Promise.all([1, 2].map(() => office.ask(conclusion(entity))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await stated(entity, verificationFacts.verificationConcluded)).toHaveLength(1);
  });
});
