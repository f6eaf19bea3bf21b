import { beforeAll, describe, expect, it } from "vitest";
import { incomeFacts } from "../../functions/collateral/income/contract.ts";
import { payerConfirmed } from "../../functions/collateral/income/payer-confirmed.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { CollateralWorld, type Pledgor, type Someone } from "../support/collateral-world.ts";
import { conservationFaults } from "../support/conservation.ts";
import type { Request } from "../support/front-door.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { anEntry } from "./permits-support.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const decision = { documentNumber: "EZ-1", reason: "checked" };

type Body = Record<string, unknown>;

let world: CollateralWorld;
beforeAll(async () => {
  world = await CollateralWorld.open();
});

function filing(owner: Someone, more: object = {}): Request {
  const body = {
    ...{
      kind: "ecological-compensation",
      name: "Compensation of Liangzi Lake",
      payerName: "Office of Liangzi Lake",
      payerCode: freshCreditCode(),
    },
    ...{ basisDocument: "EZ-2026-9", basisSha256: sha, from: "2026-01-01", until: "2026-12-31", ...more },
  };
  return { as: owner.subject, method: "POST", path: "/collateral/income-streams", body };
}
function deciding(streamId: unknown, accepted = true, as = world.operator): Request {
  return { as, method: "POST", path: `/collateral/income-streams/${streamId}/decision`, body: { accepted, ...decision } };
}
function closing(streamId: unknown): Request {
  return { as: world.operator, method: "POST", path: `/collateral/income-streams/${streamId}/closure` };
}
/** A firm with a registered stream, as a pledgor of its shares. */
async function entitled(more: object = {}): Promise<Pledgor & { readonly streamId: string }> {
  const owner = await world.pledgor();
  const { streamId } = await world.done(filing(owner, more));
  const { instrument } = await world.done(deciding(streamId));
  return { ...owner, account: `party:${owner.partyId}`, instrument: String(instrument), streamId: String(streamId) };
}
function confirming(as: string, streamId: string, pledgeId: string, more: object = {}): Request {
  const body = { pledgeId, accountName: "Green Bank", accountNumber: "4205011000", accountBank: "Green Bank of Ezhou", ...more };
  return { as, method: "POST", path: `/collateral/income-streams/${streamId}/payments`, body };
}

describe("income", () => {
  it("of a registered stream is exactly a hundred per cent in the ledger, and banks see who pays it", async () => {
    const [owner, bank] = [await world.pledgor(), await world.bank()];
    const filed = await world.done(filing(owner));
    const path = `/collateral/income-streams/${filed.streamId}`;
    expect(filed).toMatchObject({ state: "filed", instrument: `income/ecological-compensation/${filed.streamId}` });
    expect(await world.refused({ as: bank.subject, method: "GET", path })).toMatchObject({ code: "not-found" });
    await world.done(deciding(filed.streamId));
    expect(await world.position({ account: `party:${owner.partyId}`, instrument: String(filed.instrument) })).toMatchObject({
      ...{ available: "100", held: "0" },
    });
    expect(await world.read(bank.subject, path)).toMatchObject({ state: "registered", payerName: "Office of Liangzi Lake" });
    expect(await world.refused(deciding(filed.streamId))).toMatchObject({ code: "wrong-state" });
    const { items } = await world.read(owner.subject, "/collateral/own/positions?class=income");
    expect(items).toMatchObject([{ class: "income", balances: { quantity: "100", free: "100" }, values: {} }]);
  });

  it("is registered by two persons of the operator or of the authority of its area, or refused or withdrawn", async () => {
    const owner = await world.pledgor();
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420702" });
    const [first, second, third] = [await world.done(filing(owner)), await world.done(filing(owner)), await world.done(filing(owner))];
    expect((await world.enter(deciding(first.streamId))).status).toBe(202);
    expect(await world.refused(deciding(first.streamId, true, elsewhere.subject))).toMatchObject({ code: "not-found" });
    expect(await world.done(deciding(first.streamId, false, world.bureau))).toMatchObject({ state: "refused", ...decision });
    await world.done({ as: owner.subject, method: "POST", path: `/collateral/income-streams/${second.streamId}/withdrawal` });
    expect(await world.refused(deciding(second.streamId))).toMatchObject({ code: "wrong-state" });
    const late = await world.done(filing(owner, { from: "2025-01-01", until: "2026-03-01" }));
    expect(await world.refused(deciding(late.streamId))).toMatchObject({ code: "income-period-over" });
    expect(await world.refused(filing(owner, { until: "2025-12-31" }))).toMatchObject({ code: "income-period-inverted" });
    expect(await world.refused(filing(owner, { payerCode: owner.creditCode }))).toMatchObject({ code: "payer-is-owner" });
    const { items } = await world.read(owner.subject, "/collateral/income-streams");
    expect((items as Body[]).map(({ state }) => state).toSorted()).toEqual(["filed", "filed", "refused", "withdrawn"]);
    expect(third.state).toBe("filed");
  });

  it("is never pledged beyond a hundred per cent: 60 % and 50 % at once leave one of them", async () => {
    const [a, b, owner] = [await world.bank(), await world.bank(), await entitled()];
    const [one, other] = [await world.confirmed(a, owner, "60"), await world.confirmed(b, owner, "50")];
    const outside = { documentNumber: "EZ-3", documentSha256: sha };
    for (const pledgeId of [one, other]) await world.done(confirming(world.operator, owner.streamId, pledgeId, outside));
    const answers = await Promise.all([world.call(world.step(a, one, "registration")), world.call(world.step(b, other, "registration"))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const refusal = required(
      answers.find(({ status }) => status === 409),
      "refused registration",
    ).body;
    expect(refusal).toMatchObject({ type: "/problems/exceeds-free", account: owner.account });
    const { available, held } = await world.position(owner);
    expect(Number(available) + Number(held)).toBe(100);
    expect(["60", "50"]).toContain(held);
    expect(await world.refused(world.draft(b, owner, "100.0001"))).toMatchObject({ code: "exceeds-free" });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("is pledged once its payer has confirmed where to pay: the payer itself where it is a member, and nobody else", async () => {
    const [bank, payer] = [await world.bank(), await world.pledgor()];
    const owner = await entitled({ payerCode: payer.creditCode, payerName: payer.name });
    const pledgeId = await world.confirmed(bank, owner, "30");
    const pledge = required(await world.ports.own.pledge(pledgeId), "pledge");
    expect(await payerConfirmed(world.ports, pledge)).toMatchObject({
      refusal: { code: "payer-unconfirmed", streamId: owner.streamId, payerName: payer.name },
    });
    for (const as of [owner.subject, world.operator])
      expect(await world.refused(confirming(as, owner.streamId, pledgeId))).toMatchObject({ code: "not-the-payer", status: 403 });
    expect(await world.refused(confirming(bank.subject, owner.streamId, pledgeId))).toMatchObject({ code: "not-found" });
    expect(await world.refused(confirming(payer.subject, owner.streamId, "none"))).toMatchObject({ code: "not-found" });
    expect(await world.done(confirming(payer.subject, owner.streamId, pledgeId))).toMatchObject({ accountNumber: "4205011000" });
    expect(await payerConfirmed(world.ports, pledge)).toEqual({ ok: true, value: true });
    await world.done(confirming(payer.subject, owner.streamId, pledgeId, { accountNumber: "4205099999" }));
    const { items } = await world.read(owner.subject, `/collateral/income-streams/${owner.streamId}/payments`);
    expect(items).toMatchObject([{ pledgeId, accountNumber: "4205099999", confirmedBy: payer.partyId }]);
    const told = await storedFacts(
      world.engine,
      incomeFacts.incomePaymentConfirmed,
      ({ data }) => data.pledgeId === pledgeId,
      "Collateral",
    );
    for (const { parties } of told) expect(parties.toSorted()).toEqual([bank, owner, payer].map((each) => each.partyId).toSorted());
    await world.done(world.step(bank, pledgeId, "refusal", { reason: "not drawn" }));
    expect(await world.refused(confirming(payer.subject, owner.streamId, pledgeId))).toMatchObject({ code: "wrong-state" });
  });

  it("of a payer that is no member is confirmed by the operator from its document", async () => {
    const [bank, owner] = [await world.bank(), await entitled()];
    const pledgeId = await world.confirmed(bank, owner, "30");
    expect(await world.refused(confirming(world.operator, owner.streamId, pledgeId))).toMatchObject({ code: "payer-document-missing" });
    expect(await world.refused(confirming(world.bureau, owner.streamId, pledgeId))).toMatchObject({ code: "not-the-payer" });
    const document = { documentNumber: "EZ-3", documentSha256: sha };
    expect((await world.enter(confirming(world.operator, owner.streamId, pledgeId, document))).status).toBe(202);
    expect(await world.done(confirming(world.operator, owner.streamId, pledgeId, document))).toMatchObject(document);
  });

  it("is closed after its period once nothing lies on its shares, which are retired whoever has them", async () => {
    const [bank, owner, other] = [await world.bank(), await entitled({ until: "2026-03-31" }), await world.pledgor()];
    const pledgeId = await world.confirmed(bank, owner, "25.5");
    await world.done(confirming(world.operator, owner.streamId, pledgeId, { documentNumber: "EZ-3", documentSha256: sha }));
    await world.done(world.step(bank, pledgeId, "registration"));
    expect(await world.refused(closing(owner.streamId))).toMatchObject({ code: "income-period-running", until: "2026-03-31" });
    const today = world.clock.now();
    world.clock.moveTo("2026-04-01T01:00:00.000Z");
    expect(await world.refused(closing(owner.streamId))).toMatchObject({ code: "shares-not-free", free: "74.5", held: "25.5" });
    await world.cancelled(bank, { pledgeId });
    const entry = anEntry<never>(world);
    const { instrument } = owner;
    entry.transfer({ instrument, from: owner.account, to: `party:${other.partyId}`, quantity: decimal("40") });
    await commit(world.engine.dynamo, entry.writes());
    expect(await world.done(closing(owner.streamId))).toMatchObject({ state: "closed", closedAt: world.clock.now() });
    for (const account of [owner.account, `party:${other.partyId}`])
      expect(await world.position({ account, instrument: owner.instrument })).toMatchObject({ available: "0", held: "0" });
    expect(await conservationFaults(world.engine)).toEqual([]);
    world.clock.moveTo(today);
  });
});
