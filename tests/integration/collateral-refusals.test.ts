import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { mostEntries } from "../../functions/collateral/register/limits.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { commit } from "../../shared/store/transaction.ts";
import { collateralDoor } from "../support/collateral-door.ts";
import { CollateralWorld, joining, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import { engineClient } from "../support/engine.ts";
import type { Request } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { freshCreditCode, givenCodeClaim, givenMember, givenSite } from "../support/members.ts";
import { anEntry } from "./permits-support.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const why = { documentSha256: sha, reason: "as agreed" };
type Body = Record<string, unknown>;

let world: CollateralWorld;
beforeAll(async () => {
  world = await CollateralWorld.open();
});

async function readingsOf(firm: Pick<Someone, "subject">): Promise<readonly Body[]> {
  return (await world.read(firm.subject, "/collateral/own/readings?limit=100")).items as readonly Body[];
}
const part = ({ account, instrument }: Pledgor, quantity: string) => ({ account, instrument, quantity });
const proposing = (bank: Someone, { pledgeId }: Registered, change: object): Request =>
  world.step(bank, pledgeId, "changes", { ...change, ...why });
const addition = (parts: readonly object[], more: object = {}) => ({
  addition: { parts, appraisedCny: "45000", appraisedOn: "2026-03-02", ...more },
});

/** A row of a batch. */
function row({ creditCode, account, instrument }: Pledgor, quantity: string, more: object = {}) {
  return {
    ...{ pledgorCreditCode: creditCode, account, instrument, quantity, amountKind: "principal", amountCny: "100" },
    ...{ contractNumber: randomUUID(), contractDate: "2026-03-01", contractSha256: sha, consentSha256: sha },
    ...{ from: "2026-03-01", until: "2027-02-28", appraisedCny: "1000", appraisedOn: "2026-03-01", ...more },
  };
}
const importing = (bank: Someone, rows: readonly object[]): Request => ({
  ...{ as: bank.subject, method: "POST", path: "/collateral/batches", body: { rows } },
});

/** A bank that wants two persons for its pledges. */
async function bankOfTwo(): Promise<Someone> {
  const creditCode = freshCreditCode();
  const { subject, partyId, party } = await givenMember(world.engine, {
    role: "bank",
    party: { creditCode, secondPersonFor: ["pledges"] },
  });
  await givenCodeClaim(world.engine, { creditCode, partyId });
  return { subject, partyId, name: party.name, creditCode };
}

/** What a bank asks, and what it is told of the firm by being refused. */
interface Probe {
  readonly firm: Pledgor;
  readonly request: Request;
  readonly kinds: readonly string[];
  readonly basis?: string;
}
async function held(firm: Pledgor, quantity: string, purpose: "unpaid-fee"): Promise<void> {
  const { account, instrument } = firm;
  const entry = anEntry<never>(world);
  entry.hold({ holdId: randomUUID(), account, instrument, quantity: decimal(quantity), purpose });
  expect(await commit(world.engine.dynamo, entry.writes())).toMatchObject({ kind: "committed" });
}
async function disbursed(bank: Someone, firm: Pledgor, pledgeId: string): Promise<void> {
  const filing = {
    ...{ number: randomUUID(), at: world.clock.now(), until: "2030-12-31", proofSha256: sha, amountCny: "20000" },
    ...{ bankCreditCode: bank.creditCode, pledgorCreditCode: firm.creditCode, pledgorName: firm.name },
  };
  await world.done(world.step(bank, pledgeId, "filings", filing));
  const disbursement = { amountCny: "20000", disbursedOn: "2026-03-02", loanNumber: randomUUID() };
  await world.done(world.step(bank, pledgeId, "disbursements", disbursement));
}
/** A slice with a senior on it, which another bank wants to join. */
async function seniorOn(firm: Pledgor): Promise<Registered> {
  return world.registered(await world.bank(), firm, "6");
}

const balances = ["balances"];
const registrations = ["registrations"];

/** Every refusal that tells something of a firm, by its code. */
const telling: Readonly<Record<string, (bank: Someone) => Promise<Probe>>> = {
  async "exceeds-free"(bank) {
    const firm = await world.pledgor("10");
    return { firm, request: world.draft(bank, firm, "11"), kinds: balances };
  },
  async "slice-unknown"(bank) {
    const firm = await world.pledgor();
    const request = world.draft(bank, firm, "1", { parts: [{ ...part(firm, "1"), sliceId: "none" }] });
    return { firm, request, kinds: registrations };
  },
  async frozen(bank) {
    const firm = await world.pledgor();
    const senior = await seniorOn(firm);
    const body = {
      ...{
        ...part(firm, "6"),
        sliceId: senior.slices[0]?.sliceId,
        court: "鄂州市中级人民法院",
        caseNumber: "（2026）鄂07执12号",
        months: 36,
      },
      ...{ documentNumber: randomUUID(), documentSha256: sha },
    };
    await world.done({ as: world.bureau, method: "POST", path: "/collateral/freezes", body });
    return { firm, request: world.draft(bank, firm, "6", joining(firm, senior, "6")), kinds: registrations };
  },
  async "being-enforced"(bank) {
    const lender = await world.bank();
    const someone = await world.pledgor("1", "permit/SO2/ezhou/2026-01/2030-12");
    const { siteId } = await givenSite(world.engine, someone.partyId);
    const firm = { ...someone, siteId, account: `site:${siteId}` };
    await world.credit(firm.account, firm.instrument, "10");
    const senior = await world.registered(lender, firm, "6");
    await disbursed(lender, firm, senior.pledgeId);
    const { account, instrument } = firm;
    const document = { documentNumber: "XY-2026-7", documentSha256: sha };
    await world.done(world.step(lender, senior.pledgeId, "enforcements", { account, instrument, ground: "agreement", document }));
    return { firm, request: world.draft(bank, firm, "6", joining(firm, senior, "6")), kinds: registrations };
  },
  async "senior-undisclosed"(bank) {
    const firm = await world.pledgor();
    return { firm, request: world.draft(bank, firm, "6", joining(firm, await seniorOn(firm), "6", [])), kinds: registrations };
  },
  async "unpaid-fee"(bank) {
    const firm = await world.pledgor();
    await held(firm, "3", "unpaid-fee");
    return { firm, request: world.draft(bank, firm, "1"), kinds: ["balances", "pledgeability"] };
  },
  async excluded(bank) {
    const firm = await world.pledgor();
    const body = { partyId: firm.partyId, happenedOn: "2024-05-20", documentNumber: "EZ-7", reason: "a spill" };
    await world.done({ as: world.bureau, method: "POST", path: "/collateral/accidents", body });
    return { firm, request: world.draft(bank, firm, "1"), kinds: ["balances", "pledgeability"] };
  },
  async "register-full"(bank) {
    const firm = await world.pledgor();
    const open = await world.registered(bank, firm, "6");
    const registered: Registered[] = [open];
    while (registered.length < mostEntries) {
      const more = {
        ...joining(
          firm,
          open,
          "6",
          registered.map(({ registered: place }) => place.number),
        ),
        amountCny: "100",
      };
      registered.push(await world.registered(bank, firm, "6", more));
    }
    const accepted = registered.map(({ registered: place }) => place.number);
    return { firm, request: world.draft(bank, firm, "6", joining(firm, open, "6", accepted)), kinds: ["balances", "registrations"] };
  },
  async "payer-unconfirmed"(bank) {
    const owner = await world.pledgor();
    const stream = {
      ...{ kind: "ecological-compensation", name: "Compensation", payerName: "Office", payerCode: freshCreditCode() },
      ...{ basisDocument: "EZ-2026-9", basisSha256: sha, from: "2026-01-01", until: "2028-12-31" },
    };
    const { streamId } = await world.done({ as: owner.subject, method: "POST", path: "/collateral/income-streams", body: stream });
    const decision = { accepted: true, documentNumber: "EZ-1", reason: "checked" };
    const { instrument } = await world.done({
      ...{ as: world.operator, method: "POST", path: `/collateral/income-streams/${streamId}/decision`, body: decision },
    });
    const firm = { ...owner, account: `party:${owner.partyId}`, instrument: String(instrument) };
    const pledgeId = await world.confirmed(bank, firm, "30");
    return {
      ...{ firm, request: world.step(bank, pledgeId, "registration") },
      ...{ kinds: ["balances", "pledgeability"], basis: "registration-refused" },
    };
  },
  async "junior-consent-needed"(bank) {
    const firm = await world.pledgor();
    const first = await world.registered(bank, firm, "6");
    await world.registered(await world.bank(), firm, "6", { ...joining(firm, first, "6"), amountCny: "1000" });
    const request = proposing(bank, first, { amendment: { amountCny: "22000" } });
    return { firm, request, kinds: registrations, basis: "change-refused" };
  },
  async "not-behind"(bank) {
    const firm = await world.pledgor();
    const first = await world.registered(bank, firm, "6");
    const request = proposing(bank, first, { subordination: { aheadNumber: "none" } });
    return { firm, request, kinds: registrations, basis: "change-refused" };
  },
};

describe("a refusal that tells a bank something of a firm", () => {
  it.each(Object.entries(telling))("leaves one row that the firm sees: %s", async (code, probe) => {
    const bank = await world.bank();
    const { firm, request, kinds, basis = "draft-refused" } = await probe(bank);
    const problem = await world.refused({ ...request, key: randomUUID() });
    expect(problem).toMatchObject({ code });
    const [reading, ...others] = await readingsOf(firm);
    expect(others).toEqual([]);
    expect(reading).toMatchObject({
      readerId: bank.partyId,
      readerName: bank.name,
      subject: bank.subject,
      kinds,
      basis,
      at: world.clock.now(),
    });
    const { zh, en } = (reading as { readonly told: { readonly zh: string; readonly en: string } }).told;
    expect([zh, en]).toContain(problem.detail);
    expect(zh).not.toBe(en);
    // The bank's own log has nothing of it.
    expect(await readingsOf(bank)).toEqual([]);
  });

  it("names the contract, what was asked for and why in the row of a draft", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    await world.refused(world.draft(bank, firm, "10.5", { contractNumber: "C-77" }));
    expect(await readingsOf(firm)).toMatchObject([
      {
        ...{ operation: "draftPledge", basisReference: "C-77", purpose: "起草质押 draft of a pledge" },
        asked: { parts: `${firm.account} ${firm.instrument} 10.5`, partCount: "1" },
      },
    ]);
  });

  it("is recorded for a registration and for further collateral as well, and a draft that is accepted writes none", async () => {
    const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const first = await world.registered(bank, firm, "4");
    const late = await world.confirmed(other, firm, "6");
    await world.registered(bank, firm, "3");
    expect(await readingsOf(firm)).toEqual([]);
    expect(await world.refused(world.step(other, late, "registration"))).toMatchObject({ code: "exceeds-free", free: "3" });
    expect(await world.refused(proposing(bank, first, addition([part(firm, "5")])))).toMatchObject({ code: "exceeds-free" });
    // The clock stands, so both are of the same instant.
    const rows = (await readingsOf(firm)).toSorted((one, other) => String(one.basis).localeCompare(String(other.basis)));
    expect(rows).toMatchObject([
      { basis: "change-refused", basisReference: first.registered.number, readerId: bank.partyId, asked: { change: "addition" } },
      { basis: "registration-refused", readerId: other.partyId, asked: { pledgeId: late } },
    ]);
  });

  it("is no reading where it is the firm itself that is refused", async () => {
    const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const first = await world.registered(bank, firm, "4");
    const { changeId } = await world.done(proposing(bank, first, addition([part(firm, "5")])));
    await world.registered(other, firm, "3");
    const agreement = { as: firm.subject, method: "POST", path: `/collateral/pledge-changes/${changeId}/agreement` } as const;
    expect(await world.refused(agreement)).toMatchObject({ code: "exceeds-free", free: "3" });
    expect(await readingsOf(firm)).toEqual([]);
  });
});

describe("a refused batch", () => {
  it("leaves one row for each firm whose property its rows asked about, not one for each row", async () => {
    const [bank, one, other, good] = [await world.bank(), await world.pledgor("10"), await world.pledgor("10"), await world.pledgor("10")];
    const rows = [row(one, "8"), row(one, "9"), row(one, "40"), row(other, "11"), row(good, "2")];
    expect(await world.refused(importing(bank, rows))).toMatchObject({ code: "batch-has-errors", refused: 3 });
    const [ofOne, ofOther, ofGood] = await Promise.all([one, other, good].map(readingsOf));
    expect(ofOne).toMatchObject([{ basis: "batch-refused", operation: "importPledges", asked: { partCount: "3" } }]);
    expect(ofOne?.[0]?.told).toEqual({ zh: "各项规则均符合；超过可用数量", en: "Every rule is kept; More than is free" });
    expect(ofOther).toMatchObject([{ kinds: ["balances"], told: { en: expect.stringContaining("10 of") } }]);
    // That nothing is wrong in its row tells as much as a refusal does.
    expect(ofGood).toMatchObject([{ kinds: ["balances", "pledgeability", "registrations"], told: { en: "Every rule is kept" } }]);
  });

  it("leaves none for a firm all of whose rows are wrong in themselves, and an accepted one none at all", async () => {
    const [bank, wrong, good] = [await world.bank(), await world.pledgor("10"), await world.pledgor("10")];
    const rows = [row(wrong, "40", { until: "2031-01-31" }), row(wrong, "1", { amountCny: "900.01" })];
    expect(await world.refused(importing(bank, rows))).toMatchObject({ refused: 2 });
    await world.done(importing(bank, [row(good, "1"), row(good, "2")]));
    expect([await readingsOf(wrong), await readingsOf(good)]).toEqual([[], []]);
  });
});

describe("a refusal that depends on the request alone", () => {
  it("comes before anything of the firm is looked at, and leaves no row", async () => {
    const [bank, firm, other] = [await world.bank(), await world.pledgor("10"), await world.pledgor()];
    const twice = [part(firm, "1"), part(firm, "1")];
    // Each asks for more than is free: were it told after, its absence would tell that there is enough.
    const cases: readonly (readonly [code: string, more: object])[] = [
      ["ltv-exceeded", { amountCny: "24000.01" }],
      ["term-reversed", { from: "2027-01-01", until: "2026-12-31" }],
      ["term-beyond-right", { from: "2026-12-31", until: "2030-01-31" }],
      ["term-too-long", { from: "2024-01-01", until: "2029-01-01" }],
      ["debtor-code-invalid", { debtor: { creditCode: "91420700MA0000015X", legalName: "某债务人" } }],
      ["date-in-future", { appraisedOn: "2026-03-03" }],
      ["position-twice", { parts: twice }],
      ["finer-than-unit", { parts: [part(firm, "99.0001")] }],
      ["not-pledgeable", { parts: [part(firm, "99"), { account: `party:${firm.partyId}`, instrument: "CNY", quantity: "1" }] }],
      ["pledgor-unknown", { parts: [part(other, "99")] }],
    ];
    for (const [code, more] of cases) expect(await world.refused(world.draft(bank, firm, "99", more))).toMatchObject({ code });
    expect([await readingsOf(firm), await readingsOf(other)]).toEqual([[], []]);
  });

  it("is the same for further collateral: the loan-to-value of all parts before what is free", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    const first = await world.registered(bank, firm, "4");
    const low = proposing(bank, first, addition([part(firm, "99")], { appraisedCny: "20000" }));
    expect(await world.refused(low)).toMatchObject({ code: "ltv-exceeded" });
    expect(await readingsOf(firm)).toEqual([]);
  });
});

describe("a refused command that is repeated", () => {
  it("with its key is recorded once, unless it is told something else; with another key again", async () => {
    const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const request = { ...world.draft(bank, firm, "11"), key: randomUUID() };
    for (const _time of [1, 2, 3]) expect(await world.refused(request)).toMatchObject({ free: "10" });
    await Promise.all([1, 2, 3].map(() => world.refused(request)));
    expect(await readingsOf(firm)).toHaveLength(1);
    await world.registered(other, firm, "4");
    // The old key would be a window on what is free from day to day.
    expect(await world.refused(request)).toMatchObject({ free: "6" });
    expect(await readingsOf(firm)).toHaveLength(2);
    await world.refused({ ...request, key: randomUUID() });
    expect(await readingsOf(firm)).toHaveLength(3);
  });

  it("and accepted in the end has told once", async () => {
    const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor("10")];
    const { pledgeId } = await world.registered(other, firm, "6");
    const request = { ...world.draft(bank, firm, "5"), key: randomUUID() };
    expect(await world.refused(request)).toMatchObject({ free: "4" });
    await world.done(world.step(other, pledgeId, "cancellation", { reason: "not drawn" }));
    await world.done(request);
    await world.done(request);
    expect(await readingsOf(firm)).toHaveLength(1);
  });
});

describe("a command that waits for a second person of the bank", () => {
  it("tells that every rule is kept, which is recorded before it waits; what the second person does of it is seen by itself", async () => {
    const [bank, firm] = [await bankOfTwo(), await world.pledgor("10")];
    const request = { ...world.draft(bank, firm, "5"), key: randomUUID() };
    expect(await world.enter(request)).toMatchObject({ status: 202 });
    expect(await world.enter(request)).toMatchObject({ status: 202 });
    const rows = [{ basis: "second-person-awaited", readerId: bank.partyId, told: { en: "Every rule is kept" } }];
    expect(await readingsOf(firm)).toMatchObject(rows);
    await world.done(request);
    expect(await readingsOf(firm)).toMatchObject(rows);
    expect(await world.refused({ ...world.draft(bank, firm, "11") })).toMatchObject({ code: "exceeds-free" });
    expect(await readingsOf(firm)).toHaveLength(2);
  });
});

describe("a refusal whose record fails", () => {
  /** All of collateral over a client that is killed at the transaction that records: before it is sent, or after it has taken effect. */
  async function doomed(after: boolean) {
    const through = engineClient(world.engine.endpoint);
    through.middlewareStack.add(
      (next) => async (given) => {
        if (!JSON.stringify(given.input).includes('"readings#')) return next(given);
        if (after) await next(given);
        throw new Error("killed");
      },
      { step: "initialize" },
    );
    return collateralDoor(await grantedOn({ dynamo: through, tables: world.engine.tables }, world.clock));
  }
  /** Status and code of an answer, or that there was none. */
  async function told(door: Awaited<ReturnType<typeof doomed>>, request: Request): Promise<string> {
    const answer = await door(request).catch(() => undefined);
    return String((answer?.body as { readonly type?: unknown } | undefined)?.type ?? "none");
  }
  const probes: readonly (readonly [string, (bank: Someone, firm: Pledgor) => Request | Promise<Request>])[] = [
    ["draft", (bank, firm) => world.draft(bank, firm, "11")],
    ["batch", (bank, firm) => importing(bank, [row(firm, "11")])],
    ["change", async (bank, firm) => proposing(bank, await world.registered(bank, firm, "4"), addition([part(firm, "7")]))],
  ];

  it.each(probes)("is not told, and told with its row when the bank tries again: a %s", async (_kind, make) => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    const request = { ...(await make(bank, firm)), key: randomUUID() };
    expect(["none", "/problems/fault"]).toContain(await told(await doomed(false), request));
    expect(await readingsOf(firm)).toEqual([]);
    // Recorded, and then killed: a row without an answer.
    expect(["none", "/problems/fault"]).toContain(await told(await doomed(true), request));
    expect(await readingsOf(firm)).toHaveLength(1);
    await world.refused(request);
    expect(await readingsOf(firm)).toHaveLength(1);
  });

  it("does not wait for a second person unrecorded", async () => {
    const [bank, firm] = [await bankOfTwo(), await world.pledgor("10")];
    const request = { ...world.draft(bank, firm, "5"), key: randomUUID() };
    expect(["none", "/problems/fault"]).toContain(await told(await doomed(false), request));
    expect(await readingsOf(firm)).toEqual([]);
    expect((await world.read(bank.subject, "/collateral/pledges")).items).toEqual([]);
    expect(await world.enter(request)).toMatchObject({ status: 202 });
    expect(await readingsOf(firm)).toHaveLength(1);
  });
});
