import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { engineWithOwn } from "../support/engine.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { freshCreditCode } from "../support/members.ts";
import { anInvitation } from "../support/people.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Reply = Answer & { readonly body: Readonly<Record<string, unknown>> };

describe("people of the operator", () => {
  let clock: TestClock;
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
    api = await openWholeApi(await engineWithOwn("Parties"), clock, { settings: { firstOperator: first } });
    const exchange = { name: "Exchange", creditCode: freshCreditCode(), type: "operator", area: "420700", representative: "Wang Min" };
    expect(await post(first, "/parties", exchange)).toMatchObject({ status: 200 });
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
});
