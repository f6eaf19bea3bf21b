import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn, sharedEngine } from "../support/engine.ts";
import type { Answer } from "../support/front-door.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { anInvitation } from "../support/people.ts";
import { statedAbout } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Body = Record<string, unknown>;

const problem = (status: number, code: string, facts: Body = {}) => ({ status, body: { type: `/problems/${code}`, ...facts } });
const newcomer = () => `person-${randomUUID()}`;
const evidence = { reason: "it is on our business licence", documentNumber: "营业执照 91", documentSha256: "ab".repeat(32) };

describe("registrations", () => {
  let engine: Engine;
  let clock: TestClock;
  let api: WholeApi;
  let operator: string;
  let creditCode: string;
  beforeEach(async () => {
    engine = await sharedEngine();
    clock = testClock();
    api = await openWholeApi(engine, clock);
    operator = (await givenMember(engine, { role: "operator" })).subject;
    creditCode = freshCreditCode();
  });

  const get = (as: string, path: string) => api.call({ as, method: "GET", path });
  const post = (as: string, path: string, body: Body = {}) => api.call({ as, method: "POST", path, body });
  const register = (as: string, code = creditCode) =>
    post(as, "/parties", { name: "长江造纸", creditCode: code, type: "enterprise", area: "420703", representative: "刘洋" });
  const partyOf = ({ body }: Answer): string => String((body as Body).partyId);
  const decide = (partyId: string, admitted: boolean) =>
    post(operator, `/parties/${partyId}/admission`, { admitted, reason: "documents checked" });

  /** A registration that the operator refused. */
  async function refused(as: string): Promise<string> {
    const partyId = partyOf(await register(as));
    expect(await decide(partyId, false)).toMatchObject({ body: { standing: "refused" } });
    return partyId;
  }

  describe("that were refused", () => {
    it("free their credit code: the same person may apply again, or another register it", async () => {
      const applicant = newcomer();
      await refused(applicant);
      const again = await register(applicant);
      expect(again).toMatchObject({ status: 201, body: { standing: "applied" } });
      expect(await register(newcomer())).toMatchObject(problem(409, "credit-code-registered"));
      await decide(partyOf(again), false);
      expect(await register(newcomer())).toMatchObject({ status: 201 });
    });

    it("bind nobody: their person registers elsewhere or accepts an invitation, and is counted there only", async () => {
      const [one, other] = [newcomer(), newcomer()];
      const first = await refused(one);
      expect(await register(one, freshCreditCode())).toMatchObject({ status: 201 });
      await refused(other);
      const member = await givenMember(engine, { role: "enterprise" });
      const { body } = await post(member.subject, "/parties/own/invitations", anInvitation(other));
      expect(await post(other, `/parties/invitations/${String((body as Body).invitationId)}/acceptance`)).toMatchObject({ status: 200 });
      expect(await get(other, "/parties/own")).toMatchObject({ body: { partyId: member.partyId, function: "clerk" } });
      expect((await statedAbout(engine, first)).map(({ factType }) => factType)).toEqual([
        "party-refused",
        "party-registered",
        "person-removed",
      ]);
    });

    it("still tell their person the decision, until it acts for somebody else", async () => {
      const applicant = newcomer();
      await refused(applicant);
      expect(await get(applicant, "/parties/own")).toMatchObject({ body: { standing: "refused", standingReason: "documents checked" } });
    });

    it("are admitted later only if nobody has the code by then, and somebody still acts for them", async () => {
      const first = newcomer();
      const partyId = await refused(first);
      const second = newcomer();
      const other = partyOf(await register(second));
      expect(await decide(partyId, true)).toMatchObject(problem(409, "credit-code-registered", { creditCode }));
      await decide(other, false);
      expect(await decide(partyId, true)).toMatchObject({ status: 200, body: { standing: "admitted" } });
      expect(await decide(other, true)).toMatchObject(problem(409, "credit-code-registered"));
      await register(second, freshCreditCode());
      expect(await register(newcomer())).toMatchObject(problem(409, "credit-code-registered"));
      const left = newcomer();
      creditCode = freshCreditCode();
      const deserted = await refused(left);
      await register(left, freshCreditCode());
      expect(await decide(deserted, true)).toMatchObject(problem(409, "applicant-left"));
    });

    it("never share a code with another, whatever comes at the same moment", async () => {
      for (let round = 0; round < 5; round += 1) {
        creditCode = freshCreditCode();
        const partyId = await refused(newcomer());
        const answers = await Promise.all([decide(partyId, true), register(newcomer()), register(newcomer())]);
        expect(answers.filter(({ status }) => status < 400)).toHaveLength(1);
      }
    });
  });

  describe("that a stranger made can be disputed", () => {
    const disputeCode = (as: string, given: Body = {}) =>
      post(as, "/parties/disputes/credit-codes", { creditCode, claimantName: "长江造纸有限公司", ...evidence, ...given });
    const pathOf = ({ body }: Answer): string => {
      const { partyId, disputeId } = body as Body;
      return `/parties/${partyId}/disputes/${disputeId}`;
    };
    const rule = (dispute: Answer, upheld: boolean, as = operator) =>
      post(as, `${pathOf(dispute)}/decision`, { upheld, documentNumber: "EZ-2026-9", reason: "licence checked" });

    it("by anyone signed in: upheld, the registration is withdrawn and the code kept for the claimant", async () => {
      const [squatter, owner] = [newcomer(), newcomer()];
      const partyId = partyOf(await register(squatter));
      await decide(partyId, true);
      expect(await register(owner)).toMatchObject(problem(409, "credit-code-registered"));
      const dispute = await disputeCode(owner);
      expect(dispute).toMatchObject({ status: 201, body: { state: "open", kind: "credit-code", number: creditCode, partyId } });
      expect(await rule(dispute, true)).toMatchObject({
        status: 200,
        body: { state: "upheld", decision: { documentNumber: "EZ-2026-9" } },
      });
      expect(await get(operator, `/parties/${partyId}`)).toMatchObject({
        body: { standing: "withdrawn", standingReason: "licence checked" },
      });
      clock.moveTo(plusSeconds(clock.now(), 10));
      expect(await get(squatter, "/cash/own")).toMatchObject(problem(403, "member-not-admitted"));
      // The attack again: whoever lost the code takes it at once, under another name.
      expect(await register(newcomer())).toMatchObject(problem(409, "number-reserved", { number: creditCode }));
      expect(await register(squatter)).toMatchObject(problem(409, "number-reserved"));
      expect(await register(owner)).toMatchObject({ status: 201, body: { standing: "applied" } });
      expect(await decide(partyId, true)).toMatchObject(problem(409, "standing-refuses", { standing: "withdrawn" }));
    });

    it("the code is kept for thirty days; then it is free for anybody", async () => {
      await register(newcomer());
      await rule(await disputeCode(newcomer()), true);
      clock.moveTo(plusSeconds(clock.now(), 30 * 86_400 - 1));
      expect(await register(newcomer())).toMatchObject(problem(409, "number-reserved"));
      clock.moveTo(plusSeconds(clock.now(), 1));
      expect(await register(newcomer())).toMatchObject({ status: 201 });
    });

    it("dismissed, all stays as it is, and the claimant may come again with a better document", async () => {
      const holder = newcomer();
      const partyId = partyOf(await register(holder));
      const owner = newcomer();
      const dispute = await disputeCode(owner);
      expect(await disputeCode(owner)).toMatchObject(problem(409, "dispute-open"));
      expect(await rule(dispute, false)).toMatchObject({ status: 200, body: { state: "dismissed" } });
      expect(await rule(dispute, true)).toMatchObject(problem(409, "dispute-decided", { state: "dismissed" }));
      expect(await decide(partyId, true)).toMatchObject({ status: 200 });
      expect(await disputeCode(owner, { documentNumber: "营业执照 92" })).toMatchObject({
        body: { state: "open", documentNumber: "营业执照 92" },
      });
    });

    it("meanwhile a member goes on, but an applicant is not admitted before the decision", async () => {
      const member = newcomer();
      const partyId = partyOf(await register(member));
      await decide(partyId, true);
      await disputeCode(newcomer());
      expect(await get(member, "/cash/own")).toMatchObject({ status: 200 });
      creditCode = freshCreditCode();
      const applicant = partyOf(await register(newcomer()));
      const dispute = await disputeCode(newcomer());
      expect(await decide(applicant, true)).toMatchObject(problem(409, "registration-disputed"));
      await rule(dispute, false);
      expect(await decide(applicant, true)).toMatchObject({ status: 200 });
    });

    it("when two claim it, the second can only be dismissed after the first was upheld", async () => {
      await register(newcomer());
      const [one, other] = [await disputeCode(newcomer()), await disputeCode(newcomer())];
      const answers = await Promise.all([rule(one, true), rule(other, true)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const left = answers[0]?.status === 409 ? one : other;
      expect(await rule(left, true)).toMatchObject(problem(409, "not-held-any-more"));
      expect(await rule(left, false)).toMatchObject({ status: 200 });
    });

    it("is read by its claimant, by the party that registered and by the operator; nobody else", async () => {
      const [holder, owner] = [newcomer(), newcomer()];
      await register(holder);
      const dispute = await disputeCode(owner);
      for (const as of [holder, owner, operator])
        expect(await get(as, pathOf(dispute))).toMatchObject({ status: 200, body: { state: "open" } });
      const regulator = (await givenMember(engine, { role: "regulator" })).subject;
      const applying = (await givenMember(engine, { role: "operator", party: { standing: "applied" } })).subject;
      for (const as of [newcomer(), regulator, applying]) expect(await get(as, pathOf(dispute))).toMatchObject({ status: 404 });
      expect(await get(operator, "/parties/disputes")).toMatchObject({ status: 200 });
    });

    it("states facts to both sides, without names of persons", async () => {
      const partyId = partyOf(await register(newcomer()));
      const owner = newcomer();
      await rule(await disputeCode(owner), true);
      const facts = (await statedAbout(engine, partyId)).filter(({ factType }) => factType.startsWith("claim-"));
      expect(facts.map(({ factType, parties, areas }) => [factType, parties, areas])).toEqual([
        ["claim-decided", [partyId, `person:${owner}`], ["420703"]],
        ["claim-disputed", [partyId, `person:${owner}`], ["420703"]],
      ]);
      expect(JSON.stringify(facts)).not.toContain("刘洋");
    });

    it("which keeps no company out: thirty subjects with open disputes can't stop an admission on a document", async () => {
      const partyId = partyOf(await register(newcomer()));
      for (let stranger = 0; stranger < 30; stranger += 1) expect(await disputeCode(newcomer())).toMatchObject({ status: 201 });
      expect(await decide(partyId, true)).toMatchObject(problem(409, "registration-disputed"));
      const admission = { admitted: true, reason: "licence seen", documentNumber: "EZ-2026-10" };
      expect(await post(operator, `/parties/${partyId}/admission`, admission)).toMatchObject({
        status: 200,
        body: { standing: "admitted" },
      });
      const admitted = (await statedAbout(engine, partyId)).find(({ factType }) => factType === "party-admitted");
      expect(admitted).toMatchObject({ data: { documentNumber: "EZ-2026-10" } });
    });

    it("which stops no admission when it is disputed again after a dismissal", async () => {
      const partyId = partyOf(await register(newcomer()));
      const stranger = newcomer();
      await rule(await disputeCode(stranger), false);
      expect(await disputeCode(stranger)).toMatchObject({ status: 201, body: { state: "open" } });
      expect(await decide(partyId, true)).toMatchObject({ status: 200, body: { standing: "admitted" } });
    });

    it("is nothing to do with oneself, with what nobody registered, or with the operator", async () => {
      const holder = newcomer();
      expect(await disputeCode(newcomer())).toMatchObject(problem(409, "not-registered", { number: creditCode }));
      await register(holder);
      expect(await disputeCode(holder)).toMatchObject(problem(409, "own-registration"));
      expect(await disputeCode(newcomer(), { creditCode: "91350200M000000510" })).toMatchObject(problem(422, "credit-code-invalid"));
      const first = newcomer();
      const settings = { firstOperator: first };
      const own = await engineWithOwn("Parties");
      const exchange = await openWholeApi(own, clock, { settings });
      creditCode = freshCreditCode();
      const registration = { name: "交易所", creditCode, type: "operator", area: "420700", representative: "王敏" };
      expect(await exchange.call({ as: first, method: "POST", path: "/parties", body: registration })).toMatchObject({ status: 201 });
      const body = { creditCode, claimantName: "长江造纸有限公司", ...evidence };
      const dispute = { as: newcomer(), method: "POST", path: "/parties/disputes/credit-codes", body } as const;
      expect(await exchange.call(dispute)).toMatchObject(problem(403, "not-disputable"));
    });
  });

  describe("of discharge licences", () => {
    const validity = { licenceValidFrom: "2026-01-01", licenceValidUntil: "2030-12-31" };
    const particulars = { area: "420703", basin: "liangzi-lake", sourceClass: "industrial", ...validity };
    let licenceNumber: string;
    let holder: string;
    let siteId: string;
    /** Another enterprise, which says that the licence is its own. */
    let claimant: string;
    beforeEach(async () => {
      licenceNumber = `${creditCode}001P`;
      holder = (await givenMember(engine, { role: "enterprise", area: "420703", party: { creditCode } })).subject;
      claimant = (await givenMember(engine, { role: "enterprise", area: "420703", party: { creditCode: freshCreditCode() } })).subject;
      siteId = String(((await registerSite(holder)).body as Body).siteId);
    });
    const registerSite = (as: string) => post(as, "/sites", { name: "一号厂区", licenceNumber, ...particulars });
    const dispute = (as: string) => post(as, "/parties/disputes/licences", { licenceNumber, ...evidence });
    const rule = ({ body }: Answer, upheld: boolean) => {
      const { partyId, disputeId } = body as Body;
      const decision = { upheld, documentNumber: "EZ-2026-9", reason: "licence checked" };
      return post(operator, `/parties/${partyId}/disputes/${disputeId}/decision`, decision);
    };
    const confirm = async () => {
      const regulator = (await givenMember(engine, { role: "regulator", area: "420703" })).subject;
      return post(regulator, `/sites/${siteId}/confirmation`, particulars);
    };

    it("are disputed by enterprises only, and not by the holder", async () => {
      expect(await dispute(newcomer())).toMatchObject(problem(403, "not-a-member"));
      expect(await dispute((await givenMember(engine, { role: "bank" })).subject)).toMatchObject(problem(403, "role-not-allowed"));
      expect(await dispute(holder)).toMatchObject(problem(409, "own-registration"));
      licenceNumber = `${creditCode}002P`;
      expect(await dispute(claimant)).toMatchObject(problem(409, "not-registered"));
    });

    it("upheld, the licence moves: the claimant registers its site, the holder's can't be used, changed or confirmed", async () => {
      expect(await registerSite(claimant)).toMatchObject(problem(409, "licence-of-another"));
      const opened = await dispute(claimant);
      expect(opened).toMatchObject({ status: 201, body: { kind: "licence", siteId, state: "open" } });
      expect(await confirm()).toMatchObject({ status: 200, body: { state: "confirmed" } });
      expect(await rule(opened, true)).toMatchObject({ status: 200, body: { state: "upheld" } });
      expect(await get(holder, "/sites")).toMatchObject({ body: { items: [{ siteId, state: "licence-lost" }] } });
      expect(await confirm()).toMatchObject(problem(409, "licence-lost"));
      const change = { name: "二号厂区", basin: "liangzi-lake", sourceClass: "industrial", ...validity };
      expect(await api.call({ as: holder, method: "PUT", path: `/sites/${siteId}`, body: change })).toMatchObject(
        problem(409, "licence-lost"),
      );
      expect(await registerSite(holder)).toMatchObject(problem(409, "number-reserved"));
      expect(await registerSite(claimant)).toMatchObject({ status: 201, body: { licenceNumber, state: "unconfirmed" } });
    });

    it("dismissed, the licence stays where it is", async () => {
      expect(await rule(await dispute(claimant), false)).toMatchObject({ status: 200, body: { state: "dismissed" } });
      expect(await get(holder, "/sites")).toMatchObject({ body: { items: [{ siteId, state: "unconfirmed" }] } });
      expect(await registerSite(claimant)).toMatchObject(problem(409, "licence-of-another"));
    });

    it("of a withdrawn registration are free for the rightful holder of the credit code", async () => {
      const [squatter, owner] = [newcomer(), newcomer()];
      creditCode = freshCreditCode();
      licenceNumber = `${creditCode}001P`;
      await decide(partyOf(await register(squatter)), true);
      expect(await registerSite(squatter)).toMatchObject({ status: 201 });
      const claimed = { creditCode, claimantName: "长江造纸有限公司", ...evidence };
      await rule(await post(owner, "/parties/disputes/credit-codes", claimed), true);
      await decide(partyOf(await register(owner)), true);
      expect(await registerSite(owner)).toMatchObject({ status: 201, body: { licenceNumber } });
    });
  });
});
