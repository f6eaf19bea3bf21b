import { randomUUID } from "node:crypto";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { api as disclosureApi } from "../../functions/collateral/api-disclosure.ts";
import { coverageRows } from "../../functions/collateral/coverage/store.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyKey } from "../../shared/members/members.ts";
import { readingLog } from "../../shared/members/readings.ts";
import { keyOf } from "../../shared/store/client.ts";
import { commit } from "../../shared/store/transaction.ts";
import { CollateralWorld, type Pledgor, type Someone } from "../support/collateral-world.ts";
import { engineClient } from "../support/engine.ts";
import { type Answer, frontDoor, type Request } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { givenRecord } from "../support/licence-records.ts";
import { givenSite } from "../support/members.ts";
import { anEntry } from "./permits-support.ts";

const instrument = "permit/COD/liangzi-lake/2025-01/2029-12";
const price = { item: "permit/COD/liangzi-lake", area: "420700", period: "2026-Q1", effectiveOn: "2026-01-01", version: 1 };
const days = { from: "2026-03-01", until: "2027-02-28" };
const everything = { kinds: ["balances", "pledgeability", "values"], classes: ["permit", "allowance", "income"], ...days };
const why = "purpose=review%20of%20credit";

type Body = Record<string, unknown>;
interface Position extends Body {
  readonly instrument: string;
  readonly balances?: Body;
  readonly pledgeability?: Body;
  readonly values?: Body;
}

let world: CollateralWorld;
beforeAll(async () => {
  world = await CollateralWorld.open();
  await coverageRows(world.ports.own).coveragePricePut({ ...price, priceCny: "8790", pricedMonths: 60 });
});

function granting(firm: Someone, bank: Someone, more: object = {}): Request {
  const body = { bankCode: bank.creditCode, ...everything, purpose: "a loan", ...more };
  return { as: firm.subject, method: "POST", path: "/collateral/consents", body };
}
async function granted(firm: Someone, bank: Someone, more: object = {}): Promise<string> {
  return String((await world.done(granting(firm, bank, more))).consentId);
}
function reading(bank: Someone, consentId: string, query = ""): Request {
  return { as: bank.subject, method: "GET", path: `/collateral/consents/${consentId}/positions?${why}${query}` };
}
function revoking(firm: Someone, consentId: string): Request {
  return { as: firm.subject, method: "POST", path: `/collateral/consents/${consentId}/revocation`, body: { reason: "not needed" } };
}
async function positions(bank: Someone, consentId: string, query = ""): Promise<readonly Position[]> {
  return (await world.done(reading(bank, consentId, query))).items as readonly Position[];
}
async function readingsOf(firm: Someone): Promise<readonly Body[]> {
  return (await world.read(firm.subject, "/collateral/own/readings?limit=100")).items as readonly Body[];
}

describe("consents", () => {
  it("are asked for by a bank and granted as they were asked for, and both sides see them", async () => {
    const [bank, firm, other] = [await world.bank(), await world.pledgor(), await world.bank()];
    const asked = { creditCode: firm.creditCode, ...everything, purpose: "a loan of 20,000 CNY" };
    const request = await world.done({ as: bank.subject, method: "POST", path: "/collateral/consent-requests", body: asked });
    const path = `/collateral/consent-requests/${request.requestId}`;
    const decided = await world.done({
      as: firm.subject,
      method: "POST",
      path: `${path}/decision`,
      body: { granted: true, reason: "agreed" },
    });
    expect(decided).toMatchObject({ state: "granted", consentId: expect.any(String) });
    const consent = await world.read(bank.subject, `/collateral/consents/${decided.consentId}`);
    expect(consent).toMatchObject({
      requestId: request.requestId,
      inForce: true,
      bankId: bank.partyId,
      partyId: firm.partyId,
      ...everything,
    });
    for (const as of [bank, firm]) {
      const { items } = await world.read(as.subject, "/collateral/consents");
      expect(items).toMatchObject([{ consentId: decided.consentId }]);
    }
    for (const each of [path, `/collateral/consents/${decided.consentId}`])
      expect(await world.refused({ as: other.subject, method: "GET", path: each })).toMatchObject({ code: "not-found" });
    const again = { as: firm.subject, method: "POST", path: `${path}/decision`, body: { granted: false, reason: "no" } } as const;
    expect(await world.refused(again)).toMatchObject({ code: "wrong-state" });
  });

  it("are refused or withdrawn without anything being readable", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const body = { creditCode: firm.creditCode, ...everything, purpose: "a loan" };
    const ask = () => world.done({ as: bank.subject, method: "POST", path: "/collateral/consent-requests", body });
    const [first, second] = [await ask(), await ask()];
    const decision = { granted: false, reason: "not now" };
    const at = (request: Body) => `/collateral/consent-requests/${request.requestId}`;
    const refused = await world.done({ as: firm.subject, method: "POST", path: `${at(first)}/decision`, body: decision });
    expect(refused).toMatchObject({ state: "refused", reason: "not now" });
    await world.done({ as: bank.subject, method: "POST", path: `${at(second)}/withdrawal` });
    expect((await world.read(bank.subject, "/collateral/consents")).items).toEqual([]);
    expect(await world.refused(reading(bank, String(first.requestId)))).toMatchObject({ code: "not-found" });
  });

  it("last a year at most, name the firm's own sites and an admitted bank, and their days are still to come", async () => {
    const [bank, firm, other] = [await world.bank(), await world.pledgor(), await world.pledgor()];
    expect(await world.refused(granting(firm, bank, { until: "2027-03-01" }))).toMatchObject({
      ...{ code: "consent-too-long", longestMonths: 12, source: expect.stringContaining("article") },
    });
    expect(await world.refused(granting(firm, bank, { from: "2026-02-01", until: "2026-03-01" }))).toMatchObject({
      code: "consent-days-over",
    });
    expect(await world.refused(granting(firm, bank, { siteIds: [other.siteId] }))).toMatchObject({
      ...{ code: "consent-site-unknown", siteId: other.siteId },
    });
    expect(await world.refused(granting(firm, other))).toMatchObject({ code: "no-such-bank" });
    expect(await world.refused(granting(firm, bank, { kinds: [] }))).toMatchObject({ code: "validation-failed" });
    await granted(firm, bank, { siteIds: [firm.siteId] });
  });
});

describe("what a firm can pledge", () => {
  it("is read position by position under its consent: balances, what excludes it, values under stress and the largest loan", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    await world.registered(bank, firm, "6");
    await world.credit(`party:${firm.partyId}`, "allowance/hubei/2026/2027-12", "40");
    const consentId = await granted(firm, bank);
    const [allowance, permit] = await positions(bank, consentId, "&stressPercent=20");
    expect(allowance).toMatchObject({
      ...{ instrument: "allowance/hubei/2026/2027-12", class: "allowance" },
      balances: {
        quantity: "40",
        free: "40",
        certified: "40",
        monthsLeft: 21,
        registryStatus: { recordedIn: "exchange", state: "registered" },
      },
      pledgeability: { failing: [], loanToValue: "0.7" },
      values: {},
    });
    expect(permit).toMatchObject({
      ...{ instrument, siteId: firm.siteId, class: "permit" },
      balances: {
        ...{ quantity: "10", paid: "10", certified: "0", free: "4", pledged: "6", frozen: "0", heldOtherwise: "0", monthsLeft: 45 },
        registryStatus: { recordedIn: "discharge-licence", state: "missing", licenceInForce: true },
      },
      pledgeability: { failing: [], loanToValue: "0.8", longestTermMonths: 60, endsWithinRight: true, statutoryRegistry: "exchange" },
      values: {
        // 8,790 x 10 x 45 / 60 and 8,790 x 4 x 45 / 60, at 80 %.
        ...{ valueCny: "65925.00", freeValueCny: "26370.00", largestLoanCny: "21096.00" },
        stressed: { percent: "20", valueCny: "52740.00", freeValueCny: "21096.00", largestLoanCny: "16876.80" },
        price: { item: price.item, version: 1, priceCny: "8790" },
      },
    });
    const { items } = await world.read(firm.subject, "/collateral/own/positions?stressPercent=20");
    expect(items).toEqual([allowance, permit]);
    expect(await readingsOf(firm)).toMatchObject([
      {
        ...{ readerId: bank.partyId, subject: bank.subject, readerRole: "bank", operation: "readPledgeable" },
        ...{ kinds: everything.kinds, asked: { stressPercent: "20", limit: "25" }, purpose: "review of credit" },
        ...{ basis: "consent", basisReference: consentId, at: world.clock.now() },
      },
    ]);
  });

  it("is nothing beyond the consent: other kinds, classes and sites are refused, recorded nowhere, and never in an answer", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    const second = await givenSite(world.engine, firm.partyId, { area: "420704" });
    await world.credit(`site:${second.siteId}`, instrument, "3");
    await world.credit(`party:${firm.partyId}`, "allowance/hubei/2026/2027-12", "40");
    const consentId = await granted(firm, bank, { kinds: ["balances"], classes: ["permit"], siteIds: [firm.siteId] });
    for (const query of ["&kind=values", "&class=allowance", `&siteId=${second.siteId}`])
      expect(await world.refused(reading(bank, consentId, query))).toMatchObject({ code: "outside-consent", status: 403 });
    expect(await readingsOf(firm)).toEqual([]);
    const [only, ...others] = await positions(bank, consentId);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ siteId: firm.siteId, balances: { quantity: "10" } });
    expect(only).not.toHaveProperty("values");
    expect(only).not.toHaveProperty("pledgeability");
  });

  it("is refused without a consent, before and after its days, once it is revoked, and to another bank", async () => {
    const [bank, other, firm] = [await world.bank(), await world.bank(), await world.pledgor()];
    const [later, revoked] = [await granted(firm, bank, { from: "2026-04-01" }), await granted(firm, bank)];
    expect(await world.refused(reading(bank, "none"))).toMatchObject({ code: "not-found" });
    expect(await world.refused(reading(bank, later))).toMatchObject({ code: "consent-not-in-force", state: "granted", status: 403 });
    expect(await world.refused(reading(other, revoked))).toMatchObject({ code: "not-found" });
    await world.done(revoking(firm, revoked));
    expect(await world.refused(reading(bank, revoked))).toMatchObject({ code: "consent-not-in-force", state: "revoked" });
    expect(await world.refused(revoking(firm, revoked))).toMatchObject({ code: "wrong-state" });
    expect(await readingsOf(firm)).toEqual([]);
    const today = world.clock.now();
    world.clock.moveTo("2027-02-28T15:59:59.999Z");
    expect((await world.call(reading(bank, later))).status).toBe(200);
    world.clock.moveTo("2027-02-28T16:00:00.000Z");
    expect(await world.refused(reading(bank, later))).toMatchObject({ code: "consent-not-in-force" });
    world.clock.moveTo(today);
  });

  it("comes in pages over what the firm holds itself and all its sites, each page a reading of its own", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor("10")];
    for (let site = 0; site < 12; site += 1) {
      const { siteId } = await givenSite(world.engine, firm.partyId, { area: "420704" });
      if (site % 4 === 3) await world.credit(`site:${siteId}`, instrument, "2");
    }
    const consentId = await granted(firm, bank);
    const found: Position[] = [];
    let [cursor, pages] = ["", 0];
    do {
      const page = await world.done(reading(bank, consentId, `&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`));
      found.push(...(page.items as Position[]));
      cursor = String(page.nextCursor ?? "");
      pages += 1;
    } while (cursor !== "");
    expect(found.map(({ balances }) => balances?.quantity).toSorted()).toEqual(["10", "2", "2", "2"]);
    expect(await readingsOf(firm)).toHaveLength(pages);
    const strange = reading(bank, consentId, `&cursor=${encodeURIComponent("permit/site:other~")}`);
    expect(await world.refused(strange)).toMatchObject({ code: "validation-failed" });
  });

  it("tells what the licence says, what fees are held for, and nothing that is empty or over", async () => {
    const firm = await world.pledgor("10");
    const short = "permit/COD/liangzi-lake/2026-01/2026-03";
    await world.credit(firm.account, short, "2");
    const site = required(await world.ports.members.site(firm.partyId, firm.siteId), "site of the firm");
    await givenRecord(world.engine, site, instrument, "7");
    const entry = anEntry<never>(world);
    entry.hold({ holdId: randomUUID(), account: firm.account, instrument, quantity: decimal("3"), purpose: "unpaid-fee" });
    await commit(world.engine.dynamo, entry.writes());
    const read = async () => (await world.read(firm.subject, "/collateral/own/positions")).items as readonly Position[];
    const [first, second] = await read();
    expect(first).toMatchObject({
      balances: { quantity: "10", paid: "7", certified: "7", free: "7", heldOtherwise: "3", registryStatus: { state: "recorded" } },
      pledgeability: { failing: [{ rule: "unpaid-fee", because: { en: "the use fee of 3 t of it is not paid" } }] },
    });
    expect(second).toMatchObject({ instrument: short, balances: { lastMonth: "2026-03", monthsLeft: 0 } });
    const today = world.clock.now();
    world.clock.moveTo("2026-03-31T16:00:00.000Z");
    expect((await read()).map((each) => each.instrument)).toEqual([instrument]);
    world.clock.moveTo(today);
  });
});

describe("a reading", () => {
  /** The API over a client of its own, in whose requests a test can step in. */
  async function watched(step: (name: string, input: unknown) => Promise<void>) {
    const through = engineClient(world.engine.endpoint);
    through.middlewareStack.add(
      (next, { commandName }) =>
        async (given) => {
          await step(String(commandName), given.input);
          return next(given);
        },
      { step: "initialize" },
    );
    return frontDoor(disclosureApi.open(await grantedOn({ dynamo: through, tables: world.engine.tables }, world.clock)));
  }
  const records = (input: unknown): boolean => JSON.stringify(input).includes('"readings#');
  const quietly = async (api: Awaited<ReturnType<typeof watched>>, request: Request): Promise<Answer | undefined> =>
    api(request).catch(() => undefined);

  it("that is about to be recorded when its consent is revoked is refused, and not recorded", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const consentId = await granted(firm, bank);
    let revoked = false;
    const api = await watched(async (name, input) => {
      if (name !== "TransactWriteItemsCommand" || !records(input) || revoked) return;
      revoked = true;
      await world.done(revoking(firm, consentId));
    });
    const answer = await api(reading(bank, consentId));
    expect(answer.body).toMatchObject({ type: "/problems/consent-not-in-force", state: "revoked" });
    expect(await readingsOf(firm)).toEqual([]);
  });

  it("that was recorded before its consent is revoked is answered, and the next one refused", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const consentId = await granted(firm, bank);
    let revoked = false;
    const api = await watched(async (name, input) => {
      if (name !== "QueryCommand" || !JSON.stringify(input).includes("permit#site:") || revoked) return;
      revoked = true;
      await world.done(revoking(firm, consentId));
    });
    expect((await api(reading(bank, consentId))).status).toBe(200);
    expect(await readingsOf(firm)).toHaveLength(1);
    expect(await world.refused(reading(bank, consentId))).toMatchObject({ code: "consent-not-in-force" });
    expect(await readingsOf(firm)).toHaveLength(1);
  });

  it("is recorded before anything of the firm is read, and stays so if the answer fails", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const consentId = await granted(firm, bank);
    let recorded = false;
    const early: unknown[] = [];
    const api = await watched(async (name, input) => {
      if (name === "TransactWriteItemsCommand" && records(input)) recorded = true;
      if (name !== "QueryCommand") return;
      if (!recorded) early.push(input);
      throw new Error("the ledger can't be read");
    });
    expect((await quietly(api, reading(bank, consentId)))?.status ?? 500).toBe(500);
    expect(early).toEqual([]);
    expect(await readingsOf(firm)).toHaveLength(1);
  });

  it("is recorded exactly as often as it is answered, however many meet a revocation", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const consentId = await granted(firm, bank);
    const calls = Array.from({ length: 12 }, (_, place) => (place === 5 ? revoking(firm, consentId) : reading(bank, consentId)));
    const answers = await Promise.all(calls.map((call) => world.call(call)));
    expect(answers[5]?.status).toBe(200);
    const answered = answers.filter(({ status }, place) => place !== 5 && status === 200);
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 403)).toBe(true);
    expect(await readingsOf(firm)).toHaveLength(answered.length);
  });

  it("is refused to a bank that is suspended, which may otherwise read what is its own", async () => {
    const [bank, firm] = [await world.bank(), await world.pledgor()];
    const consentId = await granted(firm, bank);
    await world.engine.dynamo.send(
      new UpdateItemCommand({
        TableName: world.engine.tables.Parties,
        Key: keyOf(partyKey(bank.partyId)),
        UpdateExpression: "SET standing = :suspended, standingReason = :reason",
        ExpressionAttributeValues: { ":suspended": { S: "suspended" }, ":reason": { S: "documents expired" } },
      }),
    );
    const api = await watched(async () => {});
    expect((await api(reading(bank, consentId))).body).toMatchObject({ type: "/problems/reader-suspended", reason: "documents expired" });
    expect((await api({ as: bank.subject, method: "GET", path: "/collateral/consents" })).status).toBe(200);
    expect(await readingsOf(firm)).toEqual([]);
  });

  it("that its party must not see is in no list of the party", async () => {
    const firm: Pledgor = await world.pledgor();
    const { dynamo, tables } = world.engine;
    const log = readingLog(dynamo, tables.Readings);
    const row = {
      ...{
        readingId: "concealed",
        partyId: firm.partyId,
        area: "420704",
        readerId: "bureau",
        readerName: "Bureau",
        readerRole: "regulator",
      },
      ...{ subject: "someone", personName: "Li", operation: "readFirm", kinds: ["balances"], asked: {}, purpose: "inquiry" },
      ...{ basis: "supervision", basisReference: "EZ-INV-1", at: world.clock.now(), concealedFor: "EZ-INV-1" },
    };
    await commit(dynamo, log.readingPuts(row));
    expect(await readingsOf(firm)).toEqual([]);
  });
});
