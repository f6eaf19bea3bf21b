import { beforeAll, describe, expect, it } from "vitest";
import { endDays } from "../../functions/collateral/changes/end-days.ts";
import { reactionsOf } from "../../functions/collateral/changes/names/hear-names.ts";
import { commit } from "../../shared/store/transaction.ts";
import { CollateralWorld, joining, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import type { Request } from "../support/front-door.ts";

const documentSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const why = { documentSha256, reason: "as agreed" };
const judgment = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07民初12号", documentNumber: "J-12", ...why };

describe("changes of a pledge", () => {
  let world: CollateralWorld;
  beforeAll(async () => {
    world = await CollateralWorld.open();
  });

  const propose = (bank: Someone, { pledgeId }: Pick<Registered, "pledgeId">, change: object) =>
    world.step(bank, pledgeId, "changes", { ...change, ...why });
  const answer = (as: Someone, changeId: unknown, step = "agreement", body: object = {}): Request => ({
    ...{ as: as.subject, method: "POST", path: `/collateral/pledge-changes/${changeId}/${step}`, body },
  });
  async function agreed(bank: Someone, by: Someone, pledge: Registered, change: object): Promise<void> {
    const { changeId } = await world.done(propose(bank, pledge, change));
    await world.done(answer(by, changeId));
  }
  const read = async (as: Someone, { pledgeId }: Registered) =>
    (await world.read(as.subject, `/collateral/pledges/${pledgeId}`)) as unknown as Registered & Record<string, unknown>;
  const part = ({ account, instrument }: Pledgor, quantity: string) => ({ account, instrument, quantity });

  it("is proposed by its bank and acts only once the pledgor agrees", async () => {
    const [bank, firm, stranger] = [await world.bank(), await world.pledgor(), await world.bank()];
    const pledge = await world.registered(bank, firm, "6");
    const { changeId } = await world.done(propose(bank, pledge, { amendment: { amountCny: "24000", contractNumber: "C-2" } }));
    expect(await read(bank, pledge)).toMatchObject({ amountCny: "20000.00" });
    expect(await world.refused(answer(bank, changeId))).toMatchObject({ code: "not-found" });
    expect(await world.refused(answer(stranger, changeId, "refusal", { reason: "no" }))).toMatchObject({ code: "not-found" });
    expect(await world.read(firm.subject, "/collateral/pledge-changes")).toMatchObject({ items: [{ changeId, state: "proposed" }] });
    expect(await world.done(answer(firm, changeId))).toMatchObject({ state: "agreed", amendment: { amountCny: "24000.00" } });
    expect(await read(bank, pledge)).toMatchObject({ amountCny: "24000.00", contractNumber: "C-2", registered: pledge.registered });
    expect(await world.refused(answer(firm, changeId))).toMatchObject({ code: "wrong-state" });
    expect(await world.read(bank.subject, `/collateral/pledges/${pledge.pledgeId}/changes`)).toMatchObject({ items: [{ changeId }] });
    expect(await world.refused({ as: stranger.subject, method: "GET", path: `/collateral/pledge-changes/${changeId}` })).toMatchObject({
      code: "not-found",
    });
  });

  it("never secures more than the loan-to-value, nor more to the harm of a junior", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
    const first = await world.registered(a, firm, "6");
    expect(await world.refused(propose(a, first, { amendment: { amountCny: "24000.01" } }))).toMatchObject({ code: "ltv-exceeded" });
    const { changeId } = await world.done(propose(a, first, { amendment: { amountCny: "22000" } }));
    const second = await world.registered(b, firm, "6", { ...joining(firm, first, "6"), amountCny: "1000" });
    // What was proposed before the junior came is looked at again when it is agreed.
    expect(await world.refused(answer(firm, changeId))).toMatchObject({
      code: "junior-consent-needed",
      juniors: [second.registered.number],
    });
    await agreed(a, firm, first, { amendment: { amountCny: "15000" } });
    expect(await read(a, first)).toMatchObject({ amountCny: "15000.00" });
    await agreed(b, firm, second, { amendment: { amountCny: "2000" } });
  });

  it("extends the debt again and again, within the right and the longest term from each extension", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10", "permit/COD/liangzi-lake/2026-01/2036-12")];
    const pledge = await world.registered(bank, firm, "2", { from: "2026-03-01", until: "2026-12-31" });
    await agreed(bank, firm, pledge, { extension: { until: "2028-12-31" } });
    await agreed(bank, firm, pledge, { extension: { until: "2031-03-01" } });
    expect(await read(bank, pledge)).toMatchObject({ until: "2031-03-01", registered: pledge.registered });
    expect(await world.refused(propose(bank, pledge, { extension: { until: "2031-03-02" } }))).toMatchObject({ code: "term-too-long" });
    expect(await world.refused(propose(bank, pledge, { extension: { until: "2031-03-01" } }))).toMatchObject({
      code: "extension-not-later",
    });
    const short = await world.registered(bank, await world.pledgor(), "2");
    expect(await world.refused(propose(bank, short, { extension: { until: "2030-01-31" } }))).toMatchObject({ code: "term-beyond-right" });
  });

  it("adds collateral that is held by its own registration and ranks from it", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const first = await world.registered(a, firm, "4");
    const other = await world.registered(b, firm, "3", { amountCny: "1000" });
    const addition = { parts: [part(firm, "3")], appraisedCny: "45000", appraisedOn: "2026-03-02" };
    const { changeId } = await world.done(propose(a, first, { addition }));
    expect(await world.position(firm)).toMatchObject({ available: "3" });
    await world.done(answer(firm, changeId));
    expect(await world.position(firm)).toMatchObject({ available: "0", held: "10" });
    const after = await read(a, first);
    expect(after).toMatchObject({ appraisedCny: "45000.00", registered: first.registered });
    expect(after.slices.map(({ quantity }) => quantity)).toEqual(["4", "3"]);
    // Behind the other bank on its slice: earlier than it on its own registration, later on what it adds now.
    const joined = { ...addition, parts: joining(firm, other, "3").parts };
    expect(await world.refused(propose(a, first, { addition: joined }))).toMatchObject({ code: "senior-undisclosed" });
    await agreed(a, firm, first, { addition: { ...joined, acceptedSeniors: [other.registered.number] } });
    const register = await world.ports.own.register(firm);
    const shared = register?.slices.find(({ entries }) => entries.length === 2);
    expect(shared?.entries.map(({ pledgeId }) => pledgeId)).toEqual([other.pledgeId, first.pledgeId]);
    expect(shared?.entries[1]?.registered.number).not.toBe(first.registered.number);
    expect(await world.refused(propose(a, first, { addition: { ...joined, acceptedSeniors: [other.registered.number] } }))).toMatchObject({
      code: "already-on-slice",
    });
    const some = { ...addition, parts: [1, 2, 3, 4].map((each) => ({ ...part(firm, "1"), sliceId: `s${each}` })) };
    expect(await world.refused(propose(a, first, { addition: some }))).toMatchObject({ code: "too-many-parts", most: 6 });
  });

  it("takes free tonnes once, whoever asked first", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const first = await world.registered(a, firm, "6");
    const addition = { parts: [part(firm, "4")], appraisedCny: "45000", appraisedOn: "2026-03-02" };
    const { changeId } = await world.done(propose(a, first, { addition }));
    const other = await world.confirmed(b, firm, "4");
    const answers = await Promise.all([world.call(answer(firm, changeId)), world.call(world.step(b, other, "registration"))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await world.position(firm)).toMatchObject({ available: "0", held: "10" });
  });

  it("hands the pledge to another bank that agrees: rank and number stay", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
    const pledge = await world.registered(a, firm, "6");
    expect(await world.refused(propose(a, pledge, { assignment: { bankCreditCode: firm.creditCode } }))).toMatchObject({
      code: "assignee-unknown",
    });
    const { changeId } = await world.done(propose(a, pledge, { assignment: { bankCreditCode: b.creditCode } }));
    expect(await world.refused(answer(firm, changeId))).toMatchObject({ code: "not-found" });
    const late = await world.done(propose(a, pledge, { amendment: { contractNumber: "late" } }));
    await world.done(answer(b, changeId));
    expect(await read(b, pledge)).toMatchObject({ bank: { partyId: b.partyId }, registered: pledge.registered, slices: [{ rank: 1 }] });
    expect(await world.refused({ as: a.subject, method: "GET", path: `/collateral/pledges/${pledge.pledgeId}` })).toMatchObject({
      code: "not-found",
    });
    expect((await world.ports.own.register(firm))?.slices[0]?.entries[0]?.bankId).toBe(b.partyId);
    // What the former bank proposed ends with it.
    expect(await world.refused(answer(firm, late.changeId))).toMatchObject({ code: "change-outdated" });
    await world.cancelled(b, pledge);
    expect(await world.position(firm)).toMatchObject({ available: "10", held: "0" });
  });

  it("lets a junior go first by consent: payment changes, numbers don't", async () => {
    const [a, b, c, firm] = [await world.bank(), await world.bank(), await world.bank(), await world.pledgor()];
    const first = await world.registered(a, firm, "6");
    const second = await world.registered(b, firm, "6", { ...joining(firm, first, "6"), amountCny: "1000" });
    const number = (pledge: Registered) => pledge.registered.number;
    const third = await world.registered(c, firm, "6", {
      ...joining(firm, first, "6", [number(first), number(second)]),
      amountCny: "1000",
    });
    expect(await world.refused(propose(c, third, { subordination: { aheadNumber: number(first) } }))).toMatchObject({ code: "not-behind" });
    await agreed(a, c, first, { subordination: { aheadNumber: number(third) } });
    const ranks = async () =>
      Promise.all([read(a, first), read(b, second), read(c, third)]).then((all) => all.map((each) => each.slices[0]?.rank));
    expect(await ranks()).toEqual([3, 1, 2]);
    expect(await read(a, first)).toMatchObject({ registered: first.registered });
    // And back again: the first waited for the third only, so it is back at its rank once that one lets it ahead.
    await agreed(c, a, third, { subordination: { aheadNumber: number(first) } });
    expect(await ranks()).toEqual([1, 2, 3]);
  });

  it("is refused by either side, or lapses when nobody answers", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const pledge = await world.registered(bank, firm, "6");
    const amendment = { amendment: { contractNumber: "C-3" } };
    for (const by of [bank, firm]) {
      const { changeId } = await world.done(propose(bank, pledge, amendment));
      expect(await world.done(answer(by, changeId, "refusal", { reason: "no" }))).toMatchObject({ state: "refused", reason: "no" });
    }
    const before = world.clock.now();
    const { changeId } = await world.done(propose(bank, pledge, amendment));
    world.clock.moveTo("2026-04-01T16:00:00.000Z");
    expect(await world.refused(answer(firm, changeId))).toMatchObject({ code: "change-outdated" });
    await endDays(world.ports);
    expect(await world.read(firm.subject, `/collateral/pledge-changes/${changeId}`)).toMatchObject({ state: "lapsed" });
    world.clock.moveTo(before);
  });

  it("is none of a pledge that is not registered, and only of its bank and order after its term", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
    const { pledgeId } = await world.done(world.draft(a, firm, "1"));
    expect(await world.refused(world.step(a, String(pledgeId), "changes", { extension: { until: "2029-01-31" }, ...why }))).toMatchObject({
      code: "wrong-state",
    });
    const pledge = await world.registered(a, firm, "6");
    await stands(pledge, "lapsed");
    expect(await world.refused(propose(a, pledge, { extension: { until: "2029-01-31" } }))).toMatchObject({ code: "wrong-state" });
    await agreed(a, b, pledge, { assignment: { bankCreditCode: b.creditCode } });
  });

  it("of the pledgor's name is filed within four months; it is listed and told once when it is not", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const pledge = await world.registered(bank, firm, "6");
    const now = world.clock.now();
    const hear = reactionsOf(world.ports)["party-renamed"];
    const renamed = async (formerName: string, name: string, from: string) => {
      const data = {
        partyId: firm.partyId,
        name,
        formerName,
        creditCode: firm.creditCode,
        from,
        documentNumber: "N",
        documentDate: "2026-03-02",
      };
      const fact = { factId: "f", factType: "party-renamed", schemaVersion: 1, occurredAt: from, actor: "x", parties: [], areas: [], data };
      await hear(fact as unknown as Parameters<typeof hear>[0]);
    };
    await renamed(firm.name, "新名一", "2026-03-02T02:00:00.000Z");
    await renamed("新名一", "新名二", "2026-03-05T02:00:00.000Z");
    await renamed(firm.name, "新名一", "2026-03-02T02:00:00.000Z");
    const duty = await world.ports.own.nameFiling(pledge.pledgeId);
    expect(duty).toMatchObject({ formerName: firm.name, name: "新名二", fileBy: "2026-07-02T16:00:00.000Z", version: 2 });
    expect(await world.read(bank.subject, "/collateral/overdue-name-filings")).toMatchObject({ items: [] });
    world.clock.moveTo("2026-07-02T16:00:00.000Z");
    await endDays(world.ports);
    await endDays(world.ports);
    expect(await world.ports.own.nameFiling(pledge.pledgeId)).toMatchObject({ version: 3, toldAt: "2026-07-02T16:00:00.000Z" });
    expect(await world.read(bank.subject, "/collateral/overdue-name-filings")).toMatchObject({
      items: [{ pledgeId: pledge.pledgeId, name: "新名二" }],
    });
    const shown = {
      ...{ at: "2026-07-02T15:00:00.000Z", until: "2028-06-30", proofSha256: documentSha256, amountCny: "20000" },
      ...{ bankCreditCode: bank.creditCode, pledgorCreditCode: firm.creditCode },
    };
    const number = `F-${pledge.pledgeId}`;
    await world.done(world.step(bank, pledge.pledgeId, "filings", { ...shown, number, pledgorName: firm.name }));
    await world.done(world.step(bank, pledge.pledgeId, "filing-amendments", { ...shown, until: "2029-06-30", pledgorName: "新名二" }));
    expect(await read(bank, pledge)).toMatchObject({
      pledgor: { legalName: "新名二" },
      filing: { number, at: "2026-07-02T15:00:00.000Z", until: "2029-06-30" },
    });
    expect(await world.read(bank.subject, "/collateral/overdue-name-filings")).toMatchObject({ items: [] });
    expect(
      await world.refused(world.step(bank, pledge.pledgeId, "filing-amendments", { ...shown, until: "2026-07-15", pledgorName: "新名二" })),
    ).toMatchObject({ code: "filing-term-outside" });
    world.clock.moveTo(now);
  });

  it("of the pledgor's name is nobody's duty any more once the registration has ended, and none of one past its term", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const [cancelled, enforced, partly, lapsed] = [
      await world.registered(bank, firm, "1"),
      await world.registered(bank, firm, "1"),
      await world.registered(bank, firm, "1"),
      await world.registered(bank, firm, "1"),
    ];
    await stands(lapsed, "lapsed");
    const now = world.clock.now();
    const hear = reactionsOf(world.ports);
    const heard = (factType: string, data: object) =>
      ({ ...{ factId: "f", schemaVersion: 1, occurredAt: now, actor: "x", parties: [], areas: [] }, factType, data }) as never;
    const named = { partyId: firm.partyId, name: "新名", formerName: firm.name, creditCode: firm.creditCode, from: now };
    await hear["party-renamed"](heard("party-renamed", { ...named, documentNumber: "N", documentDate: "2026-03-02" }));
    const dutyOf = ({ pledgeId }: Registered) => world.ports.own.nameFiling(pledgeId);
    expect(await dutyOf(lapsed)).toBeUndefined();
    await world.done(world.step(bank, cancelled.pledgeId, "cancellation", { reason: "not drawn" }));
    for (let times = 0; times < 2; times += 1) {
      await hear["pledge-cancelled"](heard("pledge-cancelled", { pledgeId: cancelled.pledgeId }));
      await hear["pledge-enforced"](heard("pledge-enforced", { pledgeId: enforced.pledgeId, state: "enforced" }));
      await hear["pledge-enforced"](heard("pledge-enforced", { pledgeId: partly.pledgeId, state: "disbursed" }));
    }
    world.clock.moveTo("2026-07-02T16:00:00.000Z");
    await endDays(world.ports);
    expect(await world.read(bank.subject, "/collateral/overdue-name-filings")).toMatchObject({ items: [{ pledgeId: partly.pledgeId }] });
    for (const each of [cancelled, enforced]) expect(await dutyOf(each)).not.toHaveProperty("toldAt");
    world.clock.moveTo(now);
  });

  it("of the pledgor's name is filed of a pledge that is repaid, or enforced, as well", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const shown = {
      ...{ at: world.clock.now(), until: "2028-06-30", proofSha256: documentSha256, amountCny: "20000", pledgorName: firm.name },
      ...{ bankCreditCode: bank.creditCode, pledgorCreditCode: firm.creditCode },
    };
    for (const state of ["repaid", "enforcing"] as const) {
      const pledge = await world.registered(bank, firm, "2");
      await world.done(world.step(bank, pledge.pledgeId, "filings", { ...shown, number: `F-${pledge.pledgeId}` }));
      await stands(pledge, state);
      expect(await world.done(world.step(bank, pledge.pledgeId, "filing-amendments", shown))).toMatchObject({ state });
    }
  });

  /** Puts a pledge in a state. */
  async function stands({ pledgeId }: Registered, state: "lapsed" | "repaid" | "enforcing"): Promise<void> {
    const row = await world.ports.own.pledge(pledgeId);
    if (!row) throw new Error("no pledge");
    await commit(world.ports.dynamo, world.ports.own.pledgePut({ ...row, state, version: row.version + 1 }));
  }

  describe("by an objection", () => {
    const object = (as: Someone, { registered }: Registered): Request => ({
      ...{ as: as.subject, method: "POST", path: "/collateral/objections" },
      body: { registrationNumber: registered.number, reason: "the permits are ours", documentSha256 },
    });
    const pursue = (as: Someone | string, objectionId: unknown, step: string, body: object = {}): Request => ({
      ...{ as: typeof as === "string" ? as : as.subject, method: "POST", path: `/collateral/objections/${objectionId}/${step}`, body },
    });
    const notice = { notifiedOn: "2026-03-02", noticeSha256: documentSha256 };
    const suit = { court: judgment.court, caseNumber: judgment.caseNumber, suitProofSha256: documentSha256 };
    async function searched(as: Someone, { registered }: Registered): Promise<readonly unknown[]> {
      const query = new URLSearchParams({ by: "number", value: registered.number });
      const { items } = (await world.read(as.subject, `/collateral/search?${query}`)) as {
        items: { registrations: { registrationNumber: string; objections: unknown[] }[] }[];
      };
      return (
        items.flatMap(({ registrations }) => registrations).find((each) => each.registrationNumber === registered.number)?.objections ?? []
      );
    }

    it("shows it in searches, and removes it when the bank is not notified within seven days", async () => {
      const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
      const pledge = await world.registered(bank, firm, "6");
      const now = world.clock.now();
      expect(await world.refused(object(bank, pledge))).toMatchObject({ code: "own-registration" });
      expect(await world.refused(object(other, { ...pledge, registered: { at: "", number: "EZ-0000000000-000001" } }))).toMatchObject({
        code: "registration-unknown",
      });
      const { objectionId } = await world.done(object(other, pledge));
      expect(await world.refused(object(other, pledge))).toMatchObject({ code: "objection-stands" });
      await world.done(object(firm, pledge));
      expect(await searched(other, pledge)).toMatchObject([{ state: "entered" }, { state: "entered" }]);
      expect(await world.refused(pursue(other, objectionId, "suit", suit))).toMatchObject({ code: "wrong-state" });
      world.clock.moveTo("2026-03-09T16:00:00.000Z");
      expect(await world.refused(pursue(other, objectionId, "notice", notice))).toMatchObject({ code: "objection-too-late" });
      await endDays(world.ports);
      expect(await world.read(other.subject, `/collateral/objections/${objectionId}`)).toMatchObject({ state: "removed" });
      expect(await searched(other, pledge)).toMatchObject([{ state: "removed" }, { state: "removed" }]);
      world.clock.moveTo(now);
    });

    it("removes it when no suit is proved within thirty days, and keeps one that is until a judgment", async () => {
      const [bank, one, two, firm] = [await world.bank(), await world.bank(), await world.pledgor(), await world.pledgor()];
      const pledge = await world.registered(bank, firm, "6");
      const now = world.clock.now();
      const ids = [];
      for (const as of [one, two]) {
        const { objectionId } = await world.done(object(as, pledge));
        expect(await world.refused(pursue(as, objectionId, "notice", { ...notice, notifiedOn: "2026-03-01" }))).toMatchObject({
          code: "day-out-of-order",
        });
        await world.done(pursue(as, objectionId, "notice", notice));
        ids.push(objectionId);
      }
      expect(await world.refused(pursue(bank, ids[0], "suit", suit))).toMatchObject({ code: "not-found" });
      await world.done(pursue(one, ids[0], "suit", suit));
      world.clock.moveTo("2026-04-01T16:00:00.000Z");
      await endDays(world.ports);
      const { items } = await world.read(bank.subject, `/collateral/pledges/${pledge.pledgeId}/objections`);
      const states = (items as { objectionId: string; state: string }[]).map(({ objectionId, state }) => [objectionId, state]);
      expect(new Map(states as [string, string][])).toEqual(
        new Map([
          [ids[0], "sued"],
          [ids[1], "removed"],
        ]),
      );
      expect(await world.enter(pursue(world.bureau, ids[0], "dismissal", judgment))).toMatchObject({ status: 202 });
      expect(await world.done(pursue(world.operator, ids[0], "dismissal", judgment))).toMatchObject({ state: "dismissed" });
      expect(await read(bank, pledge)).toMatchObject({ state: "registered" });
      world.clock.moveTo(now);
    });

    it("is withdrawn by who entered it", async () => {
      const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
      const pledge = await world.registered(bank, firm, "6");
      const { objectionId } = await world.done(object(other, pledge));
      expect(await world.refused(pursue(bank, objectionId, "withdrawal"))).toMatchObject({ code: "not-found" });
      expect(await world.done(pursue(other, objectionId, "withdrawal"))).toMatchObject({ state: "withdrawn" });
      expect(await world.read(other.subject, "/collateral/objections")).toMatchObject({ items: [{ objectionId }] });
    });

    it("and a judgment revokes the registration by two persons: juniors stay, and the objection is upheld", async () => {
      const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
      const first = await world.registered(a, firm, "6");
      const second = await world.registered(b, firm, "4", { ...joining(firm, first, "4"), amountCny: "1000" });
      const { objectionId } = await world.done(object(b, first));
      const revocation: Request = {
        as: world.bureau,
        method: "POST",
        path: `/collateral/pledges/${first.pledgeId}/revocation`,
        body: judgment,
      };
      expect(await world.enter(revocation)).toMatchObject({ status: 202 });
      expect(await world.done(revocation)).toMatchObject({ state: "revoked" });
      expect(await world.position(firm)).toMatchObject({ available: "6", held: "4" });
      expect(await read(b, second)).toMatchObject({ slices: [{ rank: 1, quantity: "4" }] });
      expect(await world.read(b.subject, `/collateral/objections/${objectionId}`)).toMatchObject({
        state: "upheld",
        judgmentNumber: "J-12",
      });
      expect(await world.refused(revocation)).toMatchObject({ code: "wrong-state" });
      expect(await world.refused(object(b, first))).toMatchObject({ code: "registration-unknown" });
    });
  });
});
