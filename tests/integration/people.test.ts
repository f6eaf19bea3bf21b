import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { memberReader } from "../../shared/members/members.ts";
import { peopleIn } from "../../shared/members/people.ts";
import { actsOfFunction, allows, type PersonFunction } from "../../shared/members/vocabulary.ts";
import { openTable } from "../../shared/store/table.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import type { Answer } from "../support/front-door.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { aLetter, anInvitation } from "../support/people.ts";
import { statedAbout } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Body = Record<string, unknown>;

const day = 86_400;
const problem = (status: number, code: string, facts: Body = {}) => ({ status, body: { type: `/problems/${code}`, ...facts } });
const newcomer = () => `person-${randomUUID()}`;

describe("people of a party", () => {
  let engine: Engine;
  let clock: TestClock;
  let api: WholeApi;
  /** The only representative of a fresh enterprise. */
  let boss: string;
  let partyId: string;
  beforeEach(async () => {
    engine = await sharedEngine();
    clock = testClock();
    api = await openWholeApi(engine, clock);
    ({ subject: boss, partyId } = await givenMember(engine, { role: "enterprise", area: "420703" }));
  });

  const get = (as: string, path: string) => api.call({ as, method: "GET", path });
  const post = (as: string, path: string, body: Body = {}) => api.call({ as, method: "POST", path, body });
  const invite = (subject: string, given: Body = {}, by = boss) => post(by, "/parties/own/invitations", anInvitation(subject, given));
  const idOf = ({ body }: Answer): string => String((body as Body).invitationId);
  const accept = (as: string, invitation: Answer) => post(as, `/parties/invitations/${idOf(invitation)}/acceptance`);
  const remove = (by: string, subject: string) => post(by, "/parties/own/people/removals", { subject, reason: "left the company" });
  const itemsOf = ({ body }: Answer): Body[] => (body as { items: Body[] }).items;
  const headcount = async () => {
    const party = await memberReader(engine.dynamo, engine.tables.Parties).party(partyId);
    return [party?.people, party?.representatives];
  };
  const passes = (seconds: number) => clock.moveTo(plusSeconds(clock.now(), seconds));

  /** Somebody who accepted an invitation to the party. */
  async function joined(personFunction: PersonFunction, given: Body = {}): Promise<string> {
    const subject = newcomer();
    expect(await accept(subject, await invite(subject, { function: personFunction, ...given }))).toMatchObject({ status: 200 });
    return subject;
  }

  describe("are bound by their own consent only", () => {
    it("whoever is invited acts for nobody, can still register, and reads nothing of the inviter", async () => {
      const invited = newcomer();
      expect(await invite(invited)).toMatchObject({ status: 200, body: { state: "open", function: "clerk", personName: "李明" } });
      expect(await get(invited, "/parties/own")).toMatchObject({ status: 404 });
      expect(await get(invited, "/cash/own")).toMatchObject(problem(403, "not-a-member"));
      const own = { name: "鄂州纺织", creditCode: freshCreditCode(), type: "enterprise", area: "420703", representative: "马超" };
      expect(await post(invited, "/parties", own)).toMatchObject({ status: 201, body: { standing: "applied" } });
      expect(await headcount()).toEqual([1, 1]);
    });

    it("no endpoint makes a person act for a party without that person: the old claim is gone", async () => {
      expect(await post(boss, "/parties/own/persons", { subject: newcomer() })).toMatchObject({ status: 404 });
      const invited = newcomer();
      const invitation = await invite(invited);
      expect(await accept(boss, invitation)).toMatchObject({ status: 404 });
      expect(await accept(newcomer(), invitation)).toMatchObject({ status: 404 });
      expect(await get(invited, "/parties/own")).toMatchObject({ status: 404 });
    });

    it("an invited person lists own invitations with the inviter's name, and accepts one", async () => {
      const invited = newcomer();
      const invitation = await invite(invited, { function: "approver" });
      expect(itemsOf(await get(invited, "/parties/invitations"))).toMatchObject([
        { invitationId: idOf(invitation), partyId, function: "approver", state: "open", endsAt: "2026-03-16T01:00:00.000Z" },
      ]);
      expect(itemsOf(await get(newcomer(), "/parties/invitations"))).toEqual([]);
      expect(await accept(invited, invitation)).toMatchObject({ status: 200, body: { partyId, role: "enterprise", function: "approver" } });
      expect(await get(invited, "/parties/own")).toMatchObject({ status: 200, body: { partyId, function: "approver" } });
      expect(await headcount()).toEqual([2, 1]);
      expect(await accept(invited, invitation)).toMatchObject(problem(409, "invitation-closed", { state: "accepted" }));
      expect(itemsOf(await get(boss, "/parties/own/invitations"))).toMatchObject([{ subject: invited, state: "accepted" }]);
    });

    it("a declined invitation can't be accepted, nor one that was revoked", async () => {
      const [declining, revoked] = [newcomer(), newcomer()];
      const declined = await invite(declining);
      expect(await post(declining, `/parties/invitations/${idOf(declined)}/declination`)).toMatchObject({ body: { state: "declined" } });
      expect(await accept(declining, declined)).toMatchObject(problem(409, "invitation-closed", { state: "declined" }));
      const other = await invite(revoked);
      const revoke = (by: string) =>
        post(by, `/parties/own/invitations/${idOf(other)}/revocation`, { subject: revoked, reason: "wrong person" });
      const stranger = (await givenMember(engine, { role: "enterprise" })).subject;
      expect(await revoke(stranger)).toMatchObject({ status: 404 });
      expect(await revoke(boss)).toMatchObject({ status: 200, body: { state: "revoked" } });
      expect(await accept(revoked, other)).toMatchObject(problem(409, "invitation-closed", { state: "revoked" }));
      expect(await headcount()).toEqual([1, 1]);
    });

    it("an invitation ends after fourteen days", async () => {
      const invited = newcomer();
      const invitation = await invite(invited);
      passes(14 * day - 1);
      const late = newcomer();
      const lateInvitation = await invite(late);
      expect(await accept(late, lateInvitation)).toMatchObject({ status: 200 });
      passes(1);
      expect(await accept(invited, invitation)).toMatchObject(problem(409, "invitation-ended", { endsAt: clock.now() }));
    });

    it("accepting fails for whoever acts for another member; inviting does not reveal it", async () => {
      const elsewhere = (await givenMember(engine, { role: "enterprise" })).subject;
      const invitation = await invite(elsewhere);
      expect(invitation).toMatchObject({ status: 200 });
      expect(await accept(elsewhere, invitation)).toMatchObject(problem(409, "already-member"));
      expect(await invite(boss)).toMatchObject(problem(409, "acts-here-already"));
    });

    it("of two invitations accepted at the same moment one binds", async () => {
      const invited = newcomer();
      const other = await givenMember(engine, { role: "enterprise" });
      const invitations = [await invite(invited), await invite(invited, {}, other.subject)];
      const answers = await Promise.all(invitations.map((each) => accept(invited, each)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    it("whoever was removed leaves no accomplice behind: an invitation by somebody who no longer manages people is void", async () => {
      const second = await joined("representative");
      const accomplice = newcomer();
      const invitation = await invite(accomplice, { function: "representative" }, second);
      await remove(boss, second);
      expect(await accept(accomplice, invitation)).toMatchObject(problem(409, "inviter-left"));
    });

    it("alone, the operator's representative gets one person without approval, however many were invited meanwhile", async () => {
      const alone = (await givenMember(engine, { role: "operator" })).subject;
      const [colleague, accomplice, late] = [newcomer(), newcomer(), newcomer()];
      const approver = { function: "approver" };
      const invitations = [await invite(colleague, approver, alone), await invite(accomplice, approver, alone)];
      expect(await accept(colleague, invitations[0] as Answer)).toMatchObject({ status: 200 });
      expect(await accept(accomplice, invitations[1] as Answer)).toMatchObject(problem(409, "invitation-not-approved"));
      // Although the process still remembers that the representative was alone.
      const request = { as: alone, method: "POST", path: "/parties/own/invitations", body: anInvitation(late) } as const;
      expect(await api.enter(request)).toMatchObject({ status: 202 });
    });

    it("a person can leave by itself", async () => {
      const clerk = await joined("clerk");
      expect(await post(clerk, "/parties/own/departure", { reason: "new job" })).toMatchObject({ status: 200 });
      passes(10);
      expect(await get(clerk, "/parties/own")).toMatchObject({ status: 404 });
      expect(await headcount()).toEqual([1, 1]);
      expect(await post(boss, "/parties/own/departure", { reason: "retired" })).toMatchObject(problem(409, "last-representative"));
    });
  });

  describe("act within their function", () => {
    const entering = { name: "一号厂区" };
    const asks = {
      enter: (as: string) => post(as, "/sites", entering),
      "manage-people": (as: string) => get(as, "/parties/own/people"),
    };

    it.each(Object.entries(actsOfFunction))("a %s does what the table says: %j", async (personFunction, allowed) => {
      const person = await joined(personFunction as PersonFunction);
      for (const [act, ask] of Object.entries(asks)) {
        const answer = await ask(person);
        if ((allowed as readonly string[]).includes(act)) expect(answer.status).not.toBe(403);
        else expect(answer).toMatchObject(problem(403, "function-not-allowed", { function: personFunction, act }));
      }
      expect(await get(person, "/cash/own")).toMatchObject({ status: 200 });
    });

    it("only representatives invite, change, remove, and see the people", async () => {
      const clerk = await joined("clerk");
      const answers = [
        await invite(newcomer(), {}, clerk),
        await remove(clerk, boss),
        await post(clerk, "/parties/own/people/changes", {
          subject: clerk,
          function: "representative",
          letter: aLetter(),
          reason: "promotion",
        }),
        await get(clerk, "/parties/own/invitations"),
      ];
      for (const answer of answers) expect(answer).toMatchObject(problem(403, "function-not-allowed", { act: "manage-people" }));
      expect(itemsOf(await get(boss, "/parties/own/people"))).toMatchObject([
        { subject: boss, function: "representative" },
        { subject: clerk, function: "clerk", personName: "李明", letter: { from: "2026-01-01", until: "2039-12-31" } },
      ]);
    });

    it("are listed page after page; approvers are those whose function allows it", async () => {
      const approvers = [await joined("approver"), await joined("approver")].sort();
      await joined("clerk");
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const path = `/parties/own/people?limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
        const page = (await get(boss, path)).body as { items: { subject: string }[]; nextCursor?: string };
        expect(page.items.length).toBeLessThanOrEqual(2);
        found.push(...page.items.map(({ subject }) => subject));
        cursor = page.nextCursor;
      } while (cursor);
      expect(new Set(found).size).toBe(4);
      const { items } = await peopleIn(openTable(engine.dynamo, engine.tables.Parties)).peopleOf(partyId);
      const approving = items.filter((member) => allows(member.function, "approve")).map(({ subject }) => subject);
      expect(approving.sort()).toEqual([boss, ...approvers].sort());
    });

    it("a changed function counts within ten seconds, and states a fact", async () => {
      const clerk = await joined("clerk");
      expect(await asks.enter(clerk)).toMatchObject({ status: 422 });
      const change = { subject: clerk, function: "approver", letter: aLetter(), reason: "reorganised" };
      expect(await post(boss, "/parties/own/people/changes", change)).toMatchObject({ status: 200, body: { function: "approver" } });
      passes(10);
      expect(await asks.enter(clerk)).toMatchObject(problem(403, "function-not-allowed"));
    });
  });

  describe("act under a letter of authority", () => {
    it("with an expired one they can read but not write, in a running process as well", async () => {
      const clerk = await joined("clerk", { letter: aLetter({ until: "2026-03-05" }) });
      expect(await get(clerk, "/cash/own")).toMatchObject({ status: 200 });
      clock.moveTo("2026-03-05T15:59:59.999Z");
      expect(await post(clerk, "/sites", { name: "x" })).toMatchObject({ status: 422 });
      // The first instant of the next day in Shanghai; the caller is remembered from a millisecond ago.
      clock.moveTo("2026-03-05T16:00:00.000Z");
      expect(await post(clerk, "/sites", { name: "x" })).toMatchObject(problem(403, "letter-not-valid", { until: "2026-03-05" }));
      expect(await get(clerk, "/cash/own")).toMatchObject({ status: 200 });
    });

    it("one that begins later authorises later", async () => {
      const clerk = await joined("clerk", { letter: aLetter({ from: "2026-03-03" }) });
      expect(await post(clerk, "/sites", { name: "x" })).toMatchObject(problem(403, "letter-not-valid", { from: "2026-03-03" }));
      clock.moveTo("2026-03-02T16:00:00.000Z");
      expect(await post(clerk, "/sites", { name: "x" })).toMatchObject({ status: 422 });
    });

    it("a representative whose letter expired manages nobody", async () => {
      const second = await joined("representative", { letter: aLetter({ until: "2026-03-02" }) });
      clock.moveTo("2026-03-02T16:00:00.000Z");
      expect(await remove(second, boss)).toMatchObject(problem(403, "letter-not-valid"));
    });

    it("one that has ended, or ends before it begins, is refused; so is a hash that is none", async () => {
      const letters = [{ until: "2026-03-01" }, { from: "2026-05-01", until: "2026-04-30" }].map(aLetter);
      for (const letter of letters) expect(await invite(newcomer(), { letter })).toMatchObject(problem(422, "letter-dates"));
      expect(await invite(newcomer(), { letter: { ...aLetter(), sha256: "ab" } })).toMatchObject({ status: 422 });
      const invited = newcomer();
      const invitation = await invite(invited, { letter: aLetter({ until: "2026-03-02" }) });
      clock.moveTo("2026-03-02T16:00:00.000Z");
      expect(await accept(invited, invitation)).toMatchObject(problem(422, "letter-dates"));
    });
  });

  describe("are removed", () => {
    it("within ten seconds a removed person can neither read nor write, in a process that remembers it", async () => {
      const second = await joined("representative");
      expect(await get(second, "/cash/own")).toMatchObject({ status: 200 });
      expect(await remove(boss, second)).toMatchObject({ status: 200, body: { subject: second } });
      const fresh = await openWholeApi(engine, clock);
      expect(await fresh.call({ as: second, method: "GET", path: "/cash/own" })).toMatchObject(problem(403, "not-a-member"));
      passes(10);
      expect(await get(second, "/cash/own")).toMatchObject(problem(403, "not-a-member"));
      expect(await post(second, "/sites", {})).toMatchObject(problem(403, "not-a-member"));
      expect(await headcount()).toEqual([1, 1]);
      expect(itemsOf(await get(boss, "/parties/own/people"))).toHaveLength(1);
    });

    it("a removed representative who is still remembered removes and invites nobody: that is decided on what is stored", async () => {
      const second = await joined("representative");
      const third = await joined("clerk");
      expect(await get(second, "/parties/own/people")).toMatchObject({ status: 200 });
      await remove(boss, second);
      expect(await remove(second, third)).toMatchObject(problem(403, "not-a-representative"));
      expect(await invite(newcomer(), {}, second)).toMatchObject(problem(403, "not-a-representative"));
      const demotion = { subject: boss, function: "clerk", letter: aLetter(), reason: "revenge" };
      expect(await post(second, "/parties/own/people/changes", demotion)).toMatchObject(problem(403, "not-a-representative"));
      expect(await headcount()).toEqual([2, 1]);
    });

    it("the last representative can't be removed or demoted", async () => {
      await joined("clerk");
      expect(await remove(boss, boss)).toMatchObject(problem(409, "last-representative"));
      const demotion = { subject: boss, function: "clerk", letter: aLetter(), reason: "tired" };
      expect(await post(boss, "/parties/own/people/changes", demotion)).toMatchObject(problem(409, "last-representative"));
    });

    it("two representatives who remove each other at the same moment leave one", async () => {
      for (let round = 0; round < 5; round += 1) {
        const second = await joined("representative");
        const answers = await Promise.all([remove(boss, second), remove(second, boss)]);
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        expect(await headcount()).toEqual([1, 1]);
        if (answers[1]?.status === 200) boss = second;
      }
    });

    it("people of other parties are not found, whether they exist or not", async () => {
      const other = await givenMember(engine, { role: "enterprise" });
      for (const subject of [other.subject, newcomer()]) expect(await remove(boss, subject)).toMatchObject({ status: 404 });
    });

    it("the removed person is free to act for another party", async () => {
      const clerk = await joined("clerk");
      await remove(boss, clerk);
      const other = await givenMember(engine, { role: "enterprise" });
      expect(await accept(clerk, await invite(clerk, {}, other.subject))).toMatchObject({ status: 200, body: { partyId: other.partyId } });
    });
  });

  describe("are replaced by the operator when the only representative has left", () => {
    let operator: string;
    beforeEach(async () => {
      operator = (await givenMember(engine, { role: "operator" })).subject;
    });
    const replacing = (subject: string, leaving?: string): Body => ({
      ...{ subject, personName: "王芳", letter: aLetter(), documentNumber: "EZ-2026-7", reason: "representative has left" },
      ...(leaving !== undefined && { leaving }),
    });
    const replace = (body: Body, as = operator) => post(as, `/parties/${partyId}/representatives`, body);

    it("by document: the one who left is out at once, the new one in by acceptance", async () => {
      const successor = newcomer();
      expect(itemsOf(await get(operator, `/parties/${partyId}/people`))).toMatchObject([{ subject: boss }]);
      const invitation = await replace(replacing(successor, boss));
      expect(invitation).toMatchObject({ status: 200, body: { partyId, function: "representative", state: "open" } });
      expect(await headcount()).toEqual([0, 0]);
      passes(10);
      expect(await get(boss, "/cash/own")).toMatchObject(problem(403, "not-a-member"));
      expect(await accept(successor, invitation)).toMatchObject({ status: 200, body: { function: "representative" } });
      expect(await headcount()).toEqual([1, 1]);
    });

    it("never while another representative is there, and only naming the one who leaves", async () => {
      const second = await joined("representative");
      expect(await replace(replacing(newcomer(), second))).toMatchObject(problem(409, "representatives-remain", { representatives: 2 }));
      await remove(boss, second);
      expect(await replace(replacing(newcomer()))).toMatchObject(problem(409, "representatives-remain", { representatives: 1 }));
      const clerk = await joined("clerk");
      expect(await replace(replacing(newcomer(), clerk))).toMatchObject({ status: 404 });
    });

    it("by its representatives only, and by nobody else", async () => {
      const { partyId: exchange } = await givenMember(engine, { role: "operator" });
      const clerk = await givenMember(engine, { role: "operator", party: { partyId: exchange }, member: { function: "clerk" } });
      expect(await replace(replacing(newcomer(), boss), clerk.subject)).toMatchObject(problem(403, "function-not-allowed"));
      const regulator = (await givenMember(engine, { role: "regulator" })).subject;
      expect(await replace(replacing(newcomer(), boss), regulator)).toMatchObject(problem(403, "role-not-allowed"));
      expect(await get(regulator, `/parties/${partyId}/people`)).toMatchObject(problem(403, "role-not-allowed"));
    });

    it("also to renew the letter of the same person", async () => {
      const invitation = await replace(replacing(boss, boss));
      expect(await accept(boss, invitation)).toMatchObject({ status: 200, body: { letter: { until: "2039-12-31" } } });
    });
  });

  it("facts say who acted since when, to the party and the person, by subject and letter, never by the name of a person", async () => {
    const clerk = await joined("clerk");
    await post(boss, "/parties/own/people/changes", { subject: clerk, function: "approver", letter: aLetter(), reason: "reorganised" });
    passes(60);
    await remove(boss, clerk);
    const facts = await statedAbout(engine, partyId);
    const letter = { sha256: expect.any(String), from: "2026-01-01", until: "2039-12-31" };
    expect(facts.map(({ factType, data }) => [factType, data])).toMatchObject([
      ["person-accepted", { subject: clerk, function: "clerk", letter }],
      ["person-changed", { subject: clerk, formerFunction: "clerk", function: "approver", letter }],
      ["person-invited", { subject: clerk, function: "clerk", letter }],
      ["person-removed", { subject: clerk, function: "approver", since: "2026-03-02T01:00:00.000Z", reason: "left the company" }],
    ]);
    for (const { parties, areas } of facts) expect([parties, areas]).toEqual([[partyId, `person:${clerk}`], ["420703"]]);
    expect(JSON.stringify(facts)).not.toContain("李明");
  });

  describe("are known by the subject of their token, exactly", () => {
    const odd = ["", " zhang", "zhang ", "zh\u0000ang", "zhang\u202e", "zhang\ud800", "zh\u00e4ng", "z".repeat(256)];

    it("a token with an odd subject is refused, whatever it asks", async () => {
      for (const subject of odd) {
        expect(await get(subject, "/parties/own")).toMatchObject(problem(401, "subject-refused"));
        expect(await post(subject, "/parties", {})).toMatchObject(problem(401, "subject-refused"));
      }
    });

    it("an odd subject is refused where it is entered: nothing is trimmed or normalised into somebody else", async () => {
      for (const subject of odd) {
        expect(await invite(subject)).toMatchObject(problem(422, "validation-failed"));
        expect(await remove(boss, subject)).toMatchObject(problem(422, "validation-failed"));
      }
    });

    it("case counts", async () => {
      const clerk = await joined("clerk");
      expect(await get(clerk.toUpperCase(), "/parties/own")).toMatchObject({ status: 404 });
    });
  });
});
