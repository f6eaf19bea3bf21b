import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { CollateralWorld, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import { conservationFaults } from "../support/conservation.ts";
import type { Request } from "../support/front-door.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

let world: CollateralWorld;
beforeAll(async () => {
  world = await CollateralWorld.open();
});

/** Sends requests at the same time; returns their statuses in order. */
async function raced(...requests: readonly Request[]): Promise<number[]> {
  const answers = await Promise.all(requests.map((request) => world.call(request)));
  for (const { status, text } of answers) expect(status, text).toBeLessThan(500);
  return answers.map(({ status }) => status).toSorted((one, other) => one - other);
}
async function filed(bank: Someone, firm: Pledgor): Promise<Registered> {
  const pledge = await world.registered(bank, firm, "6");
  await world.filed(bank, firm, pledge);
  return pledge;
}

describe("two at the same time", () => {
  it("lend on a pledge and cancel it: one of them, never both", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const { pledgeId } = await filed(bank, firm);
    const loan = world.disbursement(bank, { pledgeId }, "100");
    expect(await raced(loan, world.step(bank, pledgeId, "cancellation", { reason: "not drawn" }))).toEqual([200, 409]);
    const { state, disbursedCny } = await world.read(bank.subject, `/collateral/pledges/${pledgeId}`);
    expect([
      ["disbursed", "100.00"],
      ["cancelled", undefined],
    ]).toContainEqual([state, disbursedCny]);
  });

  it("register a pledge with one key twice: it is registered once, and both are told the same", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const registration = { ...world.step(bank, await world.confirmed(bank, firm, "6"), "registration"), key: randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => world.enter(registration)));
    const again = await world.enter(registration);
    expect(new Set([...answers.filter(({ status }) => status === 200), again].map(({ text }) => text)).size).toBe(1);
    expect(await world.position(firm)).toEqual({ available: "4", held: "6", heldFor: { pledge: "6" } });
  });

  it("agree to a change twice: it is applied once", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const { pledgeId } = await world.registered(bank, firm, "4");
    const { account, instrument } = firm;
    const addition = { parts: [{ account, instrument, quantity: "3" }], appraisedCny: "60000", appraisedOn: "2026-03-02" };
    const { changeId } = await world.done(world.step(bank, pledgeId, "changes", { addition, documentSha256: sha, reason: "cure" }));
    const agreement = { as: firm.subject, method: "POST", path: `/collateral/pledge-changes/${changeId}/agreement` } as const;
    expect(await raced(agreement, agreement)).toEqual([200, 409]);
    expect(await world.position(firm)).toMatchObject({ available: "3", heldFor: { pledge: "7" } });
  });

  it("pledge and freeze more than there is: never more than there is", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const registration = world.step(bank, await world.confirmed(bank, firm, "6"), "registration");
    const [first, second] = await raced(registration, world.freezing(firm, "6"));
    expect([
      [200, 409],
      [201, 409],
    ]).toContainEqual([first, second]);
    expect(await world.position(firm)).toMatchObject({ available: "4", held: "6" });
  });

  it("cancel a pledge and freeze its slice: the tonnes are free, or held for the court", async () => {
    for (let round = 0; round < 4; round += 1) {
      const [bank, firm] = [await world.bank(), await world.pledgor()];
      const { pledgeId, slices } = await world.registered(bank, firm, "6");
      const freeze = world.freezing(firm, "6", { sliceId: slices[0]?.sliceId });
      const statuses = await raced(world.step(bank, pledgeId, "cancellation", { reason: "not drawn" }), freeze);
      const frozen = statuses.includes(201);
      expect((await world.position(firm)).heldFor).toEqual(frozen ? { freeze: "6", pledge: "0" } : {});
    }
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("import the same batch under two keys: it is one batch", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const { creditCode, account, instrument } = firm;
    const rows = [
      {
        ...{ pledgorCreditCode: creditCode, account, instrument, quantity: "1", amountKind: "principal", amountCny: "100" },
        ...{ contractNumber: "B-1", contractDate: "2026-03-01", contractSha256: sha, consentSha256: sha },
        ...{ from: "2026-03-01", until: "2027-02-28", appraisedCny: "1000", appraisedOn: "2026-03-01" },
      },
    ];
    const batch = { as: bank.subject, method: "POST", path: "/collateral/batches", body: { rows } } as const;
    expect(await raced(batch, batch, batch)).toEqual([201, 409, 409]);
  });
});

describe("income that is added to a pledge", () => {
  it("is pledged only once its payer has confirmed where to pay for it", async () => {
    const [bank, firm, payer] = [await world.bank(), await world.pledgor(), await world.pledgor()];
    const stream = {
      ...{ kind: "emission-right", name: "Income of permits", payerName: payer.name, payerCode: payer.creditCode },
      ...{ basisDocument: "EZ-2026-9", basisSha256: sha, from: "2026-01-01", until: "2028-12-31" },
    };
    const { streamId } = await world.done({ as: firm.subject, method: "POST", path: "/collateral/income-streams", body: stream });
    const path = `/collateral/income-streams/${streamId}`;
    const decision = { accepted: true, documentNumber: "EZ-1", reason: "checked" };
    const { instrument } = await world.done({ as: world.operator, method: "POST", path: `${path}/decision`, body: decision });
    const { pledgeId } = await world.registered(bank, firm, "4");
    const parts = [{ account: `party:${firm.partyId}`, instrument, quantity: "50" }];
    const addition = { parts, appraisedCny: "60000", appraisedOn: "2026-03-02" };
    const proposal = world.step(bank, pledgeId, "changes", { addition, documentSha256: sha, reason: "cure" });
    expect(await world.refused(proposal)).toMatchObject({ code: "payer-unconfirmed", streamId });
    const account = { accountName: "Green Bank", accountNumber: "4205011000", accountBank: "Green Bank of Ezhou" };
    await world.done({ as: payer.subject, method: "POST", path: `${path}/payments`, body: { pledgeId, ...account } });
    const { changeId } = await world.done(proposal);
    await world.done({ as: firm.subject, method: "POST", path: `/collateral/pledge-changes/${changeId}/agreement` });
    expect(await world.read(bank.subject, `/collateral/pledges/${pledgeId}`)).toMatchObject({
      slices: [{}, { instrument, quantity: "50" }],
    });
  });
});
