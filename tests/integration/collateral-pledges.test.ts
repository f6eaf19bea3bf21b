import { beforeAll, describe, expect, it } from "vitest";
import { endTerms } from "../../functions/collateral/pledges/end-terms.ts";
import figures from "../fixtures/collateral.json" with { type: "json" };
import type { Request } from "../support/front-door.ts";
import { CollateralWorld, joining, type Pledgor, type Registered, type Someone } from "./collateral-support.ts";

/** A firm consents that a bank reads what its permits are and whether they can be pledged. */
function consenting(firm: Someone, bank: Someone, more: object = {}): Request {
  const terms = { kinds: ["balances", "pledgeability"], classes: ["permit"], from: "2026-03-01", until: "2027-02-28", purpose: "a loan" };
  return { as: firm.subject, method: "POST", path: "/collateral/consents", body: { bankCode: bank.creditCode, ...terms, ...more } };
}

describe("pledges", () => {
  let world: CollateralWorld;
  beforeAll(async () => {
    world = await CollateralWorld.open();
  });

  it("hold what is free when they are registered, not before", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    const pledgeId = await world.confirmed(bank, firm, "6");
    expect(await world.position(firm)).toMatchObject({ available: "10", held: "0" });
    const pledge = await world.done(world.step(bank, pledgeId, "registration"));
    expect(pledge).toMatchObject({ state: "registered", slices: [{ quantity: "6", rank: 1, frozen: false }] });
    expect(await world.position(firm)).toEqual({ available: "4", held: "6", heldFor: { pledge: "6" } });
  });

  it("A has 6 of 10 t, B comes second on the same 6, C asks for 5 and is told of 4; A cancels, the hold stays and B is first", async () => {
    const [a, b, c, firm] = [await world.bank(), await world.bank(), await world.bank(), await world.pledgor("10")];
    const first = await world.registered(a, firm, "6");
    const second = await world.registered(b, firm, "6", joining(firm, first, "6"));
    expect(second.slices).toMatchObject([{ quantity: "6", rank: 2 }]);
    expect(await world.position(firm)).toMatchObject({ available: "4", held: "6" });
    expect(await world.refused(world.draft(c, firm, "5"))).toMatchObject({ code: "exceeds-free", free: "4", pledged: "6" });
    await world.done(world.step(a, first.pledgeId, "cancellation", { reason: "not drawn" }));
    expect(await world.position(firm)).toMatchObject({ available: "4", held: "6" });
    expect(await world.read(b.subject, `/collateral/pledges/${second.pledgeId}`)).toMatchObject({ slices: [{ quantity: "6", rank: 1 }] });
    await world.done(world.step(b, second.pledgeId, "cancellation", { reason: "not drawn" }));
    expect(await world.position(firm)).toEqual({ available: "10", held: "0", heldFor: {} });
  });

  it("are refused to a junior that does not accept every senior by its number", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const first = await world.registered(a, firm, "6");
    const blind = world.draft(b, firm, "6", joining(firm, first, "6", []));
    expect(await world.refused(blind)).toMatchObject({ code: "senior-undisclosed", undisclosed: [first.registered.number] });
  });

  it("of a part of a slice divide it, and a part is released without what others have", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const first = await world.registered(a, firm, "6");
    await world.registered(b, firm, "2", joining(firm, first, "2"));
    const { slices } = (await world.read(a.subject, `/collateral/pledges/${first.pledgeId}`)) as unknown as Registered;
    expect(slices.map(({ quantity, rank }) => [quantity, rank])).toEqual([
      ["4", 1],
      ["2", 1],
    ]);
    const { account, instrument } = firm;
    const parts = slices.map(({ sliceId }) => ({ account, instrument, sliceId, quantity: "2" }));
    await world.done(world.step(a, first.pledgeId, "releases", { parts, reason: "half is repaid" }));
    // Of the shared 2 t B is first now and they stay held; of the other 4 t two are free.
    expect(await world.position(firm)).toEqual({ available: "6", held: "4", heldFor: { pledge: "4" } });
    const rest = (await world.read(a.subject, `/collateral/pledges/${first.pledgeId}`)) as unknown as Registered;
    expect(rest.slices).toMatchObject([{ quantity: "2", rank: 1 }]);
    const all = [{ account, instrument, sliceId: rest.slices[0]?.sliceId, quantity: "2" }];
    const nothing = world.step(a, first.pledgeId, "releases", { parts: all, reason: "all is repaid" });
    expect(await world.refused(nothing)).toMatchObject({ code: "release-leaves-nothing" });
  });

  it("of the same free tonnes at the same moment never exceed them", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const [one, other] = [await world.confirmed(a, firm, "6"), await world.confirmed(b, firm, "6")];
    const answers = await Promise.all([world.call(world.step(a, one, "registration")), world.call(world.step(b, other, "registration"))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await world.position(firm)).toMatchObject({ available: "4", held: "6" });
  });

  it("are registered only once the pledgor has confirmed them, and belong to those who are party to them", async () => {
    const [bank, other, firm, stranger] = [await world.bank(), await world.bank(), await world.pledgor(), await world.pledgor()];
    const { pledgeId } = await world.done(world.draft(bank, firm, "1"));
    expect(await world.refused(world.step(bank, String(pledgeId), "registration"))).toMatchObject({ code: "not-confirmed" });
    expect(await world.refused(world.step(stranger, String(pledgeId), "confirmation"))).toMatchObject({ code: "not-found" });
    await world.done(world.step(firm, String(pledgeId), "confirmation"));
    expect(await world.refused(world.step(other, String(pledgeId), "registration"))).toMatchObject({ code: "not-found" });
    for (const as of [other.subject, stranger.subject])
      expect(await world.refused({ as, method: "GET", path: `/collateral/pledges/${pledgeId}` })).toMatchObject({ code: "not-found" });
    await world.done(world.step(firm, String(pledgeId), "refusal", { reason: "no longer wanted" }));
    expect(await world.refused(world.step(bank, String(pledgeId), "registration"))).toMatchObject({ code: "wrong-state" });
  });

  it("secure at most the loan-to-value of what is appraised, to the figures of the acceptance", async () => {
    const { appraisedCny, ltv, maximumLoanCny } = figures.collateral.emissionPermitLtv;
    const [bank, firm] = [await world.bank(), await world.pledgor("50")];
    const largest = world.draft(bank, firm, "50", { appraisedCny, amountCny: maximumLoanCny });
    expect(await world.done(largest)).toMatchObject({ amountCny: `${maximumLoanCny}.00` });
    const above = world.draft(bank, firm, "50", { appraisedCny, amountCny: `${maximumLoanCny}.01` });
    expect(await world.refused(above)).toMatchObject({
      code: "ltv-exceeded",
      largestCny: maximumLoanCny,
      loanToValue: String(Number(ltv)),
    });
  });

  it("end within the term of the right, to the figures of the acceptance", async () => {
    const { permitExpires, loanFrom } = figures.collateral.termCheck;
    const [bank, firm] = [await world.bank(), await world.pledgor("10", "permit/COD/liangzi-lake/2024-07/2029-06")];
    const beyond = world.draft(bank, firm, "1", { from: loanFrom, until: "2029-12-31" });
    expect(await world.refused(beyond)).toMatchObject({ code: "term-beyond-right", until: "2029-12-31", lastDay: permitExpires });
    await world.done(world.draft(bank, firm, "1", { from: loanFrom, until: permitExpires }));
  });

  it("are checked before they are drafted: every rule with its source, what is free and the most that can be secured", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    const first = await world.registered(bank, firm, "6");
    const { account, instrument } = firm;
    const consent = await world.done(consenting(firm, bank));
    const query = new URLSearchParams({
      ...{
        consentId: String(consent.consentId),
        account,
        instrument,
        quantity: "5",
        amountCny: "90000",
        appraisedCny: "100000",
        from: "2026-03-01",
        until: "2030-01-31",
      },
    });
    const check = await world.read(bank.subject, `/collateral/pledge-checks?${query}`);
    expect(check).toMatchObject({ pledgeable: false, freeQuantity: "4", largestCny: "80000.00", loanToValue: "0.8" });
    const broken = (check.rules as { kept: boolean; problem?: string; source: { zh: string } }[]).filter(({ kept }) => !kept);
    expect(broken.map(({ problem }) => problem)).toEqual(["term-beyond-right", "ltv-exceeded", "exceeds-free"]);
    expect(broken.every(({ source }) => source.zh.length > 0)).toBe(true);
    const joined = new URLSearchParams({ ...Object.fromEntries(query), sliceId: String(first.slices[0]?.sliceId), until: "2028-01-31" });
    expect(await world.read(bank.subject, `/collateral/pledge-checks?${joined}`)).toMatchObject({ seniors: [first.registered.number] });
    expect(await world.read(firm.subject, "/collateral/own/readings")).toMatchObject({
      items: [1, 2].map(() => ({
        ...{ readerName: bank.name, operation: "checkPledge", kinds: ["balances", "pledgeability"] },
        ...{ asked: { account, instrument, quantity: "5" }, basisReference: consent.consentId },
      })),
    });
  });

  it("are not checked without a consent that covers it, which would tell a bank what a firm has", async () => {
    const [bank, other, firm, neighbour] = [await world.bank(), await world.bank(), await world.pledgor(), await world.pledgor()];
    const check = async (as: Someone, consentId: string, { account, instrument }: Pledgor) => {
      const asked = {
        account,
        instrument,
        quantity: "1",
        amountCny: "1000",
        appraisedCny: "2000",
        from: "2026-03-01",
        until: "2028-02-29",
      };
      const path = `/collateral/pledge-checks?${new URLSearchParams({ consentId, ...asked })}`;
      return world.call({ as: as.subject, method: "GET", path });
    };
    const consented = async (more: object) => String((await world.done(consenting(firm, bank, more))).consentId);
    const refusals: readonly (readonly [code: string, as: Someone, consentId: string, of: Pledgor])[] = [
      ["not-found", bank, "none", firm],
      ["not-found", other, await consented({}), firm],
      ["outside-consent", bank, await consented({ kinds: ["balances"] }), firm],
      ["outside-consent", bank, await consented({ classes: ["allowance"] }), firm],
      ["outside-consent", bank, await consented({ siteIds: [firm.siteId] }), neighbour],
      ["consent-not-in-force", bank, await consented({ from: "2026-03-03" }), firm],
    ];
    for (const [code, as, consentId, of] of refusals)
      expect((await check(as, consentId, of)).body).toMatchObject({ type: `/problems/${code}` });
    const consentId = await consented({});
    expect(await check(bank, consentId, firm)).toMatchObject({ status: 200 });
    // It covers all sites of the firm, and nobody else's.
    expect((await check(bank, consentId, neighbour)).body).toMatchObject({ type: "/problems/not-found" });
    await world.done({
      ...{ as: firm.subject, method: "POST", path: `/collateral/consents/${consentId}/revocation`, body: { reason: "no loan" } },
    });
    expect((await check(bank, consentId, firm)).body).toMatchObject({ type: "/problems/consent-not-in-force" });
  });

  it("name a debtor that is no member by a valid credit code", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    for (const { code, valid } of figures.identity.uscc) {
      const draft = world.draft(bank, firm, "1", { debtor: { creditCode: code, legalName: "某债务人" } });
      if (valid) expect(await world.done(draft)).toMatchObject({ debtor: { creditCode: code, legalName: "某债务人" } });
      else expect(await world.refused(draft)).toMatchObject({ code: "debtor-code-invalid" });
    }
  });

  it("of another's account, of a slice that is not there, of no kind, twice or from the future are refused and leave nothing", async () => {
    const [bank, firm, other] = [await world.bank(), await world.pledgor(), await world.pledgor()];
    const part = { account: firm.account, instrument: firm.instrument, quantity: "1" };
    const cases = [
      ["pledgor-unknown", { parts: [{ ...part, account: other.account }] }],
      ["slice-unknown", { parts: [{ ...part, sliceId: "none" }] }],
      ["not-pledgeable", { parts: [{ account: `party:${firm.partyId}`, instrument: "CNY", quantity: "1" }] }],
      ["position-twice", { parts: [part, part] }],
      ["date-in-future", { appraisedOn: "2026-03-03" }],
      ["term-reversed", { from: "2027-01-01", until: "2026-12-31" }],
      ["term-too-long", { from: "2024-01-01", until: "2029-01-01" }],
    ] as const;
    for (const [code, more] of cases) expect(await world.refused(world.draft(bank, firm, "1", more))).toMatchObject({ code });
    expect(await world.read(bank.subject, "/collateral/pledges")).toMatchObject({ items: [] });
  });

  it("are drafts for thirty days, then they have lapsed; past the term of a registration nothing is released", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    const draft = await world.confirmed(bank, firm, "1");
    const { pledgeId } = await world.registered(bank, firm, "2", { until: "2026-06-30" });
    world.clock.moveTo("2026-04-01T16:00:00.000Z");
    await endTerms(world.ports);
    expect(await world.read(bank.subject, `/collateral/pledges/${draft}`)).toMatchObject({ state: "not-registered" });
    world.clock.moveTo("2026-06-30T16:00:00.000Z");
    await endTerms(world.ports);
    await endTerms(world.ports);
    expect(await world.read(bank.subject, `/collateral/pledges/${pledgeId}`)).toMatchObject({ state: "lapsed", version: 4 });
    expect(await world.position(firm)).toMatchObject({ held: "2" });
    await world.done(world.step(bank, pledgeId, "cancellation", { reason: "repaid in cash" }));
    expect(await world.position(firm)).toMatchObject({ available: "10", held: "0" });
  });

  it("are listed for their bank, their pledgor and the authorities of their area", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const { pledgeId } = await world.done(world.draft(bank, firm, "1"));
    for (const as of [bank.subject, firm.subject])
      expect(await world.read(as, "/collateral/pledges")).toMatchObject({ items: [{ pledgeId, state: "drafted" }] });
    expect(await world.read(world.bureau, "/collateral/pledges?limit=1")).toMatchObject({ items: [expect.anything()] });
    const { account, instrument } = firm;
    const query = new URLSearchParams({ instrument });
    expect(await world.read(firm.subject, `/collateral/registers/${account}?${query}`)).toMatchObject({ freeQuantity: "10", slices: [] });
  });
});
