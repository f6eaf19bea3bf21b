import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { endTerms } from "../../functions/collateral/pledges/end-terms.ts";
import { calendarReader } from "../../shared/calendar/calendars.ts";
import { endOfDay } from "../../shared/kernel/calendar.ts";
import { CollateralWorld, joining, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import { statedFacts } from "../support/stated-facts.ts";

const proofSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const loanNumber = "L-1";

describe("filing of a pledge", () => {
  let world: CollateralWorld;
  beforeAll(async () => {
    world = await CollateralWorld.open();
  });

  const filing = (bank: Someone, firm: Pledgor, more: object = {}) => ({
    ...{ number: randomUUID(), at: "2026-03-02T00:30:00.000Z", until: "2028-06-30", proofSha256, amountCny: "20000" },
    ...{ bankCreditCode: bank.creditCode, pledgorCreditCode: firm.creditCode, pledgorName: firm.name, ...more },
  });
  const lend = (amountCny: string, disbursedOn = "2026-03-02") => ({ amountCny, disbursedOn, loanNumber });
  const repay = (amountCny: string, repaidOn = "2026-03-02") => ({ amountCny, repaidOn, loanNumber });
  async function filed(bank: Someone, firm: Pledgor, more: object = {}): Promise<Registered> {
    const pledge = await world.registered(bank, firm, "6", more);
    await world.done(world.step(bank, pledge.pledgeId, "filings", filing(bank, firm)));
    return pledge;
  }
  const factsOf = async (pledgeId: string, factType: string) => {
    const facts = await statedFacts(world.engine, (fact) => fact.factType === factType, ["Collateral"]);
    return facts.map(({ data }) => data as Record<string, unknown>).filter((data) => data.pledgeId === pledgeId);
  };

  it("comes after the registration, with a term of one month to thirty years and a number of its own", async () => {
    const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
    const draft = await world.confirmed(bank, firm, "1");
    expect(await world.refused(world.step(bank, draft, "filings", filing(bank, firm)))).toMatchObject({ code: "wrong-state" });
    const { pledgeId } = await world.registered(bank, firm, "2");
    const file = (more: object) => world.step(bank, pledgeId, "filings", filing(bank, firm, more));
    expect(await world.refused(file({ at: "2026-03-02T02:00:00.000Z" }))).toMatchObject({ code: "filed-in-future" });
    expect(await world.refused(file({ at: "2026-03-01T08:00:00.000Z" }))).toMatchObject({
      code: "day-out-of-order",
      earliest: "2026-03-02",
    });
    for (const until of ["2026-04-01", "2056-03-03"])
      expect(await world.refused(file({ until }))).toMatchObject({
        code: "filing-term-outside",
        earliest: "2026-04-02",
        latest: "2056-03-02",
      });
    expect(await world.refused({ ...file({}), as: other.subject })).toMatchObject({ code: "not-found" });
    const body = await world.done(file({ number: `N-${pledgeId}` }));
    expect(body).toMatchObject({ state: "filed", filing: { number: `N-${pledgeId}`, until: "2028-06-30" } });
    expect(await factsOf(pledgeId, "pledge-filing-differs")).toEqual([]);
    const second = await world.registered(bank, firm, "2");
    const again = world.step(bank, second.pledgeId, "filings", filing(bank, firm, { number: `N-${pledgeId}` }));
    expect(await world.refused(again)).toMatchObject({ code: "filing-number-used", pledgeId });
    const race = [second, await world.registered(other, firm, "2")].map(({ pledgeId: id }, place) =>
      world.call(world.step(place === 0 ? bank : other, id, "filings", filing(bank, firm, { number: `R-${pledgeId}` }))),
    );
    expect((await Promise.all(race)).map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("that differs from the register is told to both sides, by what differs", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const { pledgeId } = await world.registered(bank, firm, "6");
    const shown = filing(bank, firm, { amountCny: "19999.99", pledgorName: "别的名称", until: "2028-02-28" });
    await world.done(world.step(bank, pledgeId, "filings", shown));
    expect(await factsOf(pledgeId, "pledge-filing-differs")).toMatchObject([{ differing: ["amountCny", "pledgorName", "until"] }]);
    const others = await world.registered(bank, firm, "2");
    const codes = { bankCreditCode: firm.creditCode, pledgorCreditCode: bank.creditCode };
    await world.done(world.step(bank, others.pledgeId, "filings", filing(bank, firm, codes)));
    expect(await factsOf(others.pledgeId, "pledge-filing-differs")).toMatchObject([{ differing: ["bankCreditCode", "pledgorCreditCode"] }]);
  });

  it("comes before money flows: once for a principal, several times up to a maximum", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("12")];
    const unfiled = await world.registered(bank, firm, "1");
    expect(await world.refused(world.step(bank, unfiled.pledgeId, "disbursements", lend("100")))).toMatchObject({ code: "not-filed" });
    const { pledgeId } = await filed(bank, firm);
    const disburse = (body: object) => world.step(bank, pledgeId, "disbursements", body);
    for (const day of ["2026-03-01", "2026-03-03"])
      expect(await world.refused(disburse(lend("100", day)))).toMatchObject({ code: "day-out-of-order" });
    expect(await world.refused(disburse(lend("20000.01")))).toMatchObject({ code: "disbursed-above-amount", mostCny: "20000" });
    expect(await world.done(disburse(lend("15000")))).toMatchObject({ state: "disbursed", securedCny: "15000.00" });
    expect(await world.refused(disburse(lend("1")))).toMatchObject({ code: "already-disbursed" });

    const another = await world.pledgor();
    const line = await filed(bank, another, { amountKind: "maximum" });
    const draw = (body: object) => world.step(bank, line.pledgeId, "disbursements", body);
    await world.done(draw(lend("12000")));
    expect(await world.refused(draw(lend("8000.01")))).toMatchObject({ code: "disbursed-above-amount", mostCny: "8000" });
    await world.done(draw(lend("8000")));
    await world.done(world.step(bank, line.pledgeId, "repayments", repay("5000")));
    expect(await world.done(draw(lend("5000")))).toMatchObject({ securedCny: "20000.00" });
  });

  it("is repaid in parts, which releases nothing, and then cancelled", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const { pledgeId } = await filed(bank, firm);
    await world.done(world.step(bank, pledgeId, "disbursements", lend("20000")));
    const repayment = (body: object) => world.step(bank, pledgeId, "repayments", body);
    expect(await world.refused(world.step(bank, pledgeId, "cancellation", { reason: "too early" }))).toMatchObject({ code: "wrong-state" });
    expect(await world.done(repayment(repay("12000.50")))).toMatchObject({ state: "disbursed", securedCny: "7999.50" });
    expect(await world.refused(repayment(repay("7999.51")))).toMatchObject({ code: "repaid-above-owed", owedCny: "7999.5" });
    expect(await world.refused(repayment(repay("1", "2026-03-01")))).toMatchObject({ code: "day-out-of-order" });
    expect(await world.done(repayment(repay("7999.50")))).toMatchObject({ state: "repaid", securedCny: "0.00", repaidOn: "2026-03-02" });
    expect(await world.position(firm)).toMatchObject({ held: "6" });
    expect(await world.refused(repayment(repay("1")))).toMatchObject({ code: "wrong-state" });
    await world.done(world.step(bank, pledgeId, "cancellation", { reason: "repaid" }));
    expect(await world.position(firm)).toMatchObject({ available: "10", held: "0" });
  });

  it("is cancelled within ten working days of the repayment; overdue ones are listed, and told once", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const now = world.clock.now();
    const { pledgeId } = await filed(bank, firm);
    world.clock.moveTo("2026-04-27T01:00:00.000Z");
    await world.done(world.step(bank, pledgeId, "disbursements", lend("20000", "2026-04-27")));
    const { cancelBy } = await world.done(world.step(bank, pledgeId, "repayments", repay("20000", "2026-04-27")));
    const calendar = await calendarReader(world.engine.dynamo, world.engine.tables.Calendar).from(world.clock.now());
    expect(cancelBy).toBe(endOfDay(calendar.addWorkingDays("2026-04-27", 10)));
    // The tenth weekday is 11 May: Labour Day is none of the working days.
    expect(String(cancelBy) > endOfDay("2026-05-11")).toBe(true);
    const overdue = () => world.read(bank.subject, "/collateral/overdue-cancellations");
    expect(await overdue()).toMatchObject({ items: [] });
    world.clock.moveTo(String(cancelBy));
    await endTerms(world.ports);
    await endTerms(world.ports);
    expect(await overdue()).toMatchObject({ items: [{ pledgeId, cancelBy, repaidOn: "2026-04-27" }] });
    const ofArea = await world.read(world.bureau, "/collateral/overdue-cancellations?area=420704&limit=100");
    expect(ofArea.items).toContainEqual(expect.objectContaining({ pledgeId }));
    expect(await factsOf(pledgeId, "pledge-cancellation-overdue")).toHaveLength(1);
    await world.done(world.step(bank, pledgeId, "cancellation", { reason: "repaid" }));
    expect(await overdue()).toMatchObject({ items: [] });
    world.clock.moveTo(now);
  });

  it("gives rank where the unified registry is the statutory one: filed first is paid first", async () => {
    const [a, b, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
    const income = { ...firm, account: `party:${firm.partyId}`, instrument: `income/emission-right/${randomUUID()}` };
    await world.credit(income.account, income.instrument, "100");
    const first = await world.registered(a, income, "60");
    const second = await world.registered(b, income, "60", { ...joining(income, first, "60"), amountCny: "1000" });
    const ranks = async () => {
      const read = (bank: Someone, { pledgeId }: Registered) => world.read(bank.subject, `/collateral/pledges/${pledgeId}`);
      const both = await Promise.all([read(a, first), read(b, second)]);
      return both.map((each) => (each as unknown as Registered).slices[0]?.rank);
    };
    expect(await ranks()).toEqual([1, 2]);
    await world.done(world.step(b, second.pledgeId, "filings", filing(b, firm, { amountCny: "1000" })));
    expect(await ranks()).toEqual([2, 1]);
    await world.done(world.step(a, first.pledgeId, "filings", filing(a, firm, { at: "2026-03-02T00:29:00.000Z" })));
    expect(await ranks()).toEqual([1, 2]);
  });

  it("is not amended as of a day before what it gives a place was added", async () => {
    const [a, b, firm, now] = [await world.bank(), await world.bank(), await world.pledgor(), world.clock.now()];
    const shares = { ...firm, account: `party:${firm.partyId}`, instrument: `income/emission-right/${randomUUID()}` };
    await world.credit(shares.account, shares.instrument, "100");
    const elsewhere = await world.registered(b, firm, "6");
    await world.done(world.step(b, elsewhere.pledgeId, "filings", filing(b, firm)));
    world.clock.moveTo("2026-03-04T01:00:00.000Z");
    const first = await world.registered(a, shares, "60");
    await world.done(world.step(a, first.pledgeId, "filings", filing(a, firm, { at: "2026-03-04T00:30:00.000Z" })));
    const addition = { ...joining(shares, first, "60"), appraisedCny: "60000", appraisedOn: "2026-03-02" };
    const proposal = world.step(b, elsewhere.pledgeId, "changes", { addition, documentSha256: proofSha256, reason: "cure" });
    const { changeId } = await world.done(proposal);
    await world.done({ as: firm.subject, method: "POST", path: `/collateral/pledge-changes/${changeId}/agreement` });
    const { number: _number, ...shown } = filing(b, firm);
    const amended = (at: string) => world.step(b, elsewhere.pledgeId, "filing-amendments", { ...shown, at });
    expect(await world.refused(amended("2026-03-03T01:00:00.000Z"))).toMatchObject({ code: "day-out-of-order", earliest: "2026-03-04" });
    await world.done(amended("2026-03-04T01:00:00.000Z"));
    expect(await world.read(a.subject, `/collateral/pledges/${first.pledgeId}`)).toMatchObject({ slices: [{ rank: 1 }] });
    world.clock.moveTo(now);
  });
});
