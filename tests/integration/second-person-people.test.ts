import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Role, SecondPersonChoice } from "../../shared/kernel/endpoint.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { aLetter, anInvitation } from "../support/people.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Reply = Answer & { readonly body: Readonly<Record<string, unknown>> };

describe("people of the operator", () => {
  let clock: TestClock;
  let engine: Engine;
  let api: WholeApi;
  const first = `operator-${randomUUID()}`;
  const newcomer = (): string => `person-${randomUUID()}`;
  const post = async (as: string, path: string, body: object = {}): Promise<Reply> =>
    (await api.enter({ as, method: "POST", path, body } satisfies Request)) as Reply;
  const invite = (by: string, subject: string, personFunction: string): Promise<Reply> =>
    post(by, "/parties/own/invitations", anInvitation(subject, { function: personFunction }));
  const accept = (as: string, { invitationId }: Readonly<Record<string, unknown>>): Promise<Reply> =>
    post(as, `/parties/invitations/${String(invitationId)}/acceptance`);
  /** People are remembered for ten seconds. */
  const later = (): void => clock.moveTo(plusSeconds(clock.now(), 10));

  beforeAll(async () => {
    clock = testClock();
    engine = await engineWithOwn("Parties");
    api = await openWholeApi(engine, clock, { settings: { firstOperator: first } });
    const exchange = { name: "Exchange", creditCode: freshCreditCode(), type: "operator", area: "420700", representative: "Wang Min" };
    expect(await post(first, "/parties", exchange)).toMatchObject({ status: 201 });
  });

  it("the second one is invited by the only person without approval; from then on every other needs it", async () => {
    const [second, clerk, third] = [newcomer(), newcomer(), newcomer()];
    const invited = await invite(first, second, "representative");
    expect(invited).toMatchObject({ status: 200, body: { state: "open" } });
    expect(await accept(second, invited.body)).toMatchObject({ status: 200 });
    later();
    const waiting = await invite(first, clerk, "clerk");
    expect(waiting).toMatchObject({ status: 202, body: { operation: "invitePerson", others: 1 } });
    const approval = `${waiting.headers.location}/approval`;
    expect(await post(first, approval)).toMatchObject({ status: 403, body: { type: "/problems/own-entry" } });
    const approved = await post(second, approval);
    expect(approved).toMatchObject({ status: 200, body: { result: { state: "open", subject: clerk } } });
    expect(await accept(clerk, (approved.body as { readonly result: Record<string, unknown> }).result)).toMatchObject({ status: 200 });
    later();

    // Nobody gets rid of the others alone, to invite whom it likes.
    const removal = await post(first, "/parties/own/people/removals", { subject: second, reason: "unwanted" });
    expect(removal).toMatchObject({ status: 202 });
    expect(await post(first, `${removal.headers.location}/approval`)).toMatchObject({ status: 403 });
    expect(await post(second, `${removal.headers.location}/refusal`, { reason: "no" })).toMatchObject({ status: 200 });

    // A clerk enters but approves nothing; an approver approves but enters nothing.
    const other = await invite(first, third, "approver");
    expect(await post(clerk, `${other.headers.location}/approval`)).toMatchObject({
      status: 403,
      body: { type: "/problems/function-not-allowed" },
    });
    const joining = await post(second, `${other.headers.location}/approval`);
    await accept(third, (joining.body as { readonly result: Record<string, unknown> }).result);
    const last = await invite(second, newcomer(), "clerk");
    expect(await post(third, `${last.headers.location}/approval`)).toMatchObject({ status: 200 });
    expect(await invite(third, newcomer(), "clerk")).toMatchObject({ status: 403, body: { type: "/problems/function-not-allowed" } });
  });

  it("members invite without approval, and enter what the operator alone needs two persons for", async () => {
    const boss = newcomer();
    const firm = { name: "Mill", creditCode: freshCreditCode(), type: "enterprise", area: "420700", representative: "Liu Yang" };
    const { body } = await post(boss, "/parties", firm);
    await post(first, `/parties/${String(body.partyId)}/admission`, { admitted: true, reason: "in order" });
    later();
    expect(await invite(boss, newcomer(), "clerk")).toMatchObject({ status: 200 });
  });

  describe("of whoever needs two persons for anything", () => {
    const reason = "as agreed";
    const removal = (by: string, subject: string) => post(by, "/parties/own/people/removals", { subject, reason });
    const change = (by: string, subject: string, personFunction: string, letter = aLetter()) =>
      post(by, "/parties/own/people/changes", { subject, function: personFunction, letter, reason });
    const until = (days: number) => aLetter({ until: dayOf(plusSeconds(clock.now(), days * 86_400)) });
    const refused = (code: string) => ({ body: { type: `/problems/${code}` } });
    const waits = { status: 202 };
    /** A party of a representative and a second person, whom it invited while it was alone. */
    async function pairOf(role: Role, secondPersonFor: readonly SecondPersonChoice[], letter = aLetter()) {
      const { subject } = await givenMember(engine, { role, party: { secondPersonFor: [...secondPersonFor] } });
      const second = newcomer();
      const invited = await post(subject, "/parties/own/invitations", anInvitation(second, { function: "approver", letter }));
      expect(invited).toMatchObject({ status: 200 });
      expect(await accept(second, invited.body)).toMatchObject({ status: 200 });
      later();
      return { subject, second };
    }

    it.each([
      ["regulator", []],
      ["district", []],
      ["operator", []],
      ["enterprise", ["bids"]],
      ["bank", ["pledges"]],
    ] as const)("a representative alone makes no second subject of its own an approver: %s %j", async (role, chosen) => {
      const { subject, second } = await pairOf(role, chosen);
      expect(await invite(subject, newcomer(), "approver")).toMatchObject(waits);
      expect(await change(subject, second, "clerk")).toMatchObject(waits);
      const removed = await removal(subject, second);
      expect(removed).toMatchObject(waits);
      expect(await post(subject, `${removed.headers.location}/approval`)).toMatchObject(refused("own-entry"));
      const entered = await invite(subject, newcomer(), "clerk");
      expect(await post(second, `${entered.headers.location}/approval`)).toMatchObject({ status: 200 });
    });

    it("an invitation that one person made before the member wanted two persons is not the door", async () => {
      const { subject } = await pairOf("enterprise", []);
      const own = newcomer();
      const invited = await invite(subject, own, "approver");
      expect(invited).toMatchObject({ status: 200 });
      await api.enter({ as: subject, method: "PUT", path: "/parties/own/second-person/bids" });
      expect(await accept(own, invited.body)).toMatchObject(refused("invitation-not-approved"));
    });

    it("whoever is alone makes somebody an approver first: a party of a representative and a clerk would be locked out", async () => {
      const { subject } = await givenMember(engine, { role: "regulator" });
      expect(await invite(subject, newcomer(), "clerk")).toMatchObject({ status: 409, ...refused("approver-first") });
      expect(await invite(subject, newcomer(), "representative")).toMatchObject({ status: 200 });
    });

    it("letters that ended lock nobody out: whoever is left renews them or invites another, and is not alone from then on", async () => {
      const { subject, second } = await pairOf("operator", [], until(1));
      expect(await change(subject, second, "approver")).toMatchObject(waits);
      clock.moveTo(plusSeconds(clock.now(), 2 * 86_400));
      const third = newcomer();
      const invited = await invite(subject, third, "approver");
      expect(invited).toMatchObject({ status: 200 });
      expect(await change(subject, second, "clerk")).toMatchObject(refused("approver-first"));
      expect(await change(subject, second, "approver")).toMatchObject({ status: 200 });
      expect(await change(subject, second, "clerk")).toMatchObject(waits);
      expect(await accept(third, invited.body)).toMatchObject(refused("invitation-not-approved"));
      expect(await invite(subject, newcomer(), "clerk")).toMatchObject(waits);
    });

    it("one person of the operator admits no authority, which would set caps; a company and a refusal take one", async () => {
      const { subject, second } = await pairOf("operator", []);
      const apply = async (type: string) => {
        const as = newcomer();
        const body = { name: `New ${type}`, creditCode: freshCreditCode(), type, area: "420700", representative: "Li" };
        const partyId = String((await post(as, "/parties", body)).body.partyId);
        const admission = (admitted: boolean) => post(subject, `/parties/${partyId}/admission`, { admitted, reason });
        return { as, admission };
      };
      for (const type of ["bureau", "district"]) {
        const { as, admission } = await apply(type);
        const entered = await admission(true);
        expect(entered).toMatchObject({ status: 202, body: { operation: "decideAdmission" } });
        const own = async () => (await api.enter({ as, method: "GET", path: "/parties/own" })).body;
        expect(await own()).toMatchObject({ standing: "applied" });
        expect(await post(subject, `${entered.headers.location}/approval`)).toMatchObject(refused("own-entry"));
        expect(await post(second, `${entered.headers.location}/approval`)).toMatchObject({ status: 200 });
        expect(await own()).toMatchObject({ standing: "admitted" });
      }
      expect(await (await apply("enterprise")).admission(true)).toMatchObject({ status: 200, body: { standing: "admitted" } });
      expect(await (await apply("bureau")).admission(false)).toMatchObject({ status: 200, body: { standing: "refused" } });
    });
  });
});
