import { randomUUID } from "node:crypto";
import { type DynamoDBClient, QueryCommand, ScanCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { permitsFacts } from "../../functions/permits/contract.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { dueIndex } from "../../shared/deployment/indexes.ts";
import { decimal, plain, sum } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { siteAccount, stripesOf } from "../../shared/ledger/account.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { type Hold, holdKey } from "../../shared/ledger/rows.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { getItem, queryAll } from "../../shared/store/client.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import { dueStripesOf } from "../../shared/store/indexes.ts";
import { commit } from "../../shared/store/transaction.ts";
import { givenRecord } from "../support/licence-records.ts";
import { givenMember } from "../support/members.ts";
import { anEntry, givenEnterprise, type PermitsWorld, permitsWorld } from "./permits-support.ts";

const duringTerm = "2026-03-02T01:00:00.000Z";
const lastInstant = "2026-03-31T15:59:59.999Z";
/** The first instant after March 2026 in the city. */
const afterTerm = "2026-03-31T16:00:00.000Z";

describe("permits whose term has ended", () => {
  let world: PermitsWorld;
  let bureau: string;

  beforeAll(async () => {
    world = await permitsWorld();
    bureau = (await givenMember(world.engine, { role: "regulator", area: "420700" })).subject;
  });

  /** An enterprise whose site had a need certified and holds ten tonnes until the end of March, of an instrument nobody else has. */
  async function givenPermit() {
    world.clock.moveTo(duringTerm);
    const holder = await givenEnterprise(world.engine);
    const { siteId } = holder.site;
    const need = {
      ...{ partyId: holder.partyId, siteId, project: randomUUID(), projectName: "一期", kind: "new-project", pollutant: "COD" },
      ...{
        tonnes: "1",
        offsetRatio: "1",
        letterNumber: "文号",
        letterDate: "2026-03-02",
        offsetGround: "stated-in-letter",
        eiaNumber: "环评〔2026〕1号",
      },
    };
    expect((await world.call({ as: bureau, method: "POST", path: "/permits/needs", body: need })).status).toBe(201);
    const instrument = permit("COD", `pool-${randomUUID()}`, "2026-01", "2026-03");
    const account = siteAccount(siteId);
    const entry = anEntry<never>(world);
    entry.transfer({ instrument, from: "issue:0", to: account, quantity: decimal("10") });
    await commit(world.engine.dynamo, entry.writes());
    await givenRecord(world.engine, holder.site, instrument, "10");
    return { subject: holder.subject, partyId: holder.partyId, siteId, account, instrument };
  }
  type Given = Awaited<ReturnType<typeof givenPermit>>;

  /** Holds a tenth of a tonne of the permit, unless told otherwise. */
  async function givenHold(
    { account, instrument }: Given,
    change: { readonly purpose?: Hold["purpose"]; readonly beneficiary?: string; readonly quantity?: Hold["quantity"] } = {},
  ) {
    const holdId = randomUUID();
    const entry = anEntry<{ code: "none" }>(world);
    const request = { holdId, account, instrument, quantity: decimal("0.1"), purpose: "pledge", shortage: { code: "none" } } as const;
    entry.hold({ ...request, ...change });
    await commit(world.engine.dynamo, entry.writes());
    return { holdId, account, instrument };
  }
  /** So many holds of a hundredth of a tonne each. */
  async function givenHolds({ account, instrument }: Given, count: number, newHoldId: () => string = randomUUID) {
    const holds = Array.from({ length: count }, () => ({ account, instrument, holdId: newHoldId() }));
    for (let first = 0; first < count; first += 90) {
      const entry = anEntry<{ code: "none" }>(world);
      for (const hold of holds.slice(first, first + 90))
        entry.hold({ ...hold, quantity: decimal("0.01"), purpose: "pledge", shortage: { code: "none" } });
      await commit(world.engine.dynamo, entry.writes());
    }
    return holds;
  }
  async function giveBack({ account, instrument, holdId }: Pick<Hold, "account" | "instrument" | "holdId">): Promise<void> {
    const entry = anEntry<never>(world);
    entry.voidRest(required(await world.ports.ledger.hold(account, instrument, holdId), "hold"));
    await commit(world.engine.dynamo, entry.writes());
  }
  const holdings = async ({ subject, siteId }: Given) =>
    ((await world.call({ as: subject, method: "GET", path: `/permits/sites/${siteId}/holdings` })).body as { items: object[] }).items;
  const retired = async ({ instrument }: Given) => {
    const positions = await Promise.all(stripesOf("retired").map((account) => world.ports.ledger.position(account, instrument)));
    return plain(sum(positions.map(({ available }) => available)));
  };
  /** What the facts of this permit's expiry say, and who may read them. */
  async function expiries({ instrument }: Given) {
    const { dynamo, tables } = world.engine;
    const found: (z.output<typeof permitsFacts.permitExpired.data> & { parties: readonly string[]; areas: readonly string[] })[] = [];
    let start: Record<string, never> | undefined;
    do {
      const page = await dynamo.send(new ScanCommand({ TableName: tables.Permits, ConsistentRead: true, ExclusiveStartKey: start }));
      const facts = (page.Items ?? []).filter(({ factType }) => factType?.S === "permit-expired").map(decodeFact);
      const data = facts.map((fact) => ({ ...permitsFacts.permitExpired.data.parse(fact.data), parties: fact.parties, areas: fact.areas }));
      found.push(...data.filter((each) => each.instrument === instrument));
      start = page.LastEvaluatedKey as typeof start;
    } while (start);
    return found;
  }
  /** Whether the due index still has the permit. */
  async function isDue({ account }: Given) {
    const { dynamo, tables } = world.engine;
    for (const partition of dueStripesOf("permit")) {
      for await (const { pk } of queryAll(dynamo, { table: tables.Ledger, index: dueIndex, partition }))
        if (pk?.S === `permit#${account}`) return true;
    }
    return false;
  }
  /** The ports with a store whose writes pass through `send`. */
  const withWrites = (send: (command: TransactWriteItemsCommand) => Promise<unknown>) => {
    const { dynamo, tables } = world.engine;
    const through = (command: Parameters<DynamoDBClient["send"]>[0]) =>
      command instanceof TransactWriteItemsCommand ? send(command) : dynamo.send(command);
    const faulty = { send: through } as unknown as DynamoDBClient;
    return { ...world.ports, dynamo: faulty, ledger: openLedger(faulty, tables.Ledger) };
  };

  /** The ports with a store that does something before every query of a site's holds. */
  const beforeHolds = ({ account }: Given, act: () => unknown) => {
    const { dynamo, tables } = world.engine;
    const through = async (command: Parameters<DynamoDBClient["send"]>[0]) => {
      const values = command instanceof QueryCommand ? JSON.stringify(command.input.ExpressionAttributeValues) : "";
      if (values.includes("hold#") && values.includes(account)) await act();
      return dynamo.send(command);
    };
    const store = { send: through } as unknown as DynamoDBClient;
    return { ...world.ports, dynamo: store, ledger: openLedger(store, tables.Ledger) };
  };

  it("count nothing from the first instant after their last month on, in city time, and can't move", async () => {
    const given = await givenPermit();
    world.clock.moveTo(lastInstant);
    expect(await holdings(given)).toMatchObject([{ state: "running", countingTonnes: "10", lastMonth: "2026-03" }]);
    world.clock.moveTo(afterTerm);
    expect(await holdings(given)).toMatchObject([
      { state: "expired", countingTonnes: "0", notCounting: ["expired"], availableTonnes: "10" },
    ]);
    const { instrument, account } = given;
    const move = () => anEntry(world).transfer({ instrument, from: account, to: "site:elsewhere", quantity: decimal("1") });
    expect(move).toThrow("has expired");
  });

  it("are unchanged before that instant", async () => {
    const given = await givenPermit();
    world.clock.moveTo(lastInstant);
    await expirePermits(world.ports);
    expect([await retired(given), await expiries(given), await isDue(given)]).toEqual(["0", [], true]);
  });

  it("are fully retired with their holds closed, and the fact names holder and pledgees", async () => {
    const given = await givenPermit();
    const bank = await givenMember(world.engine, { role: "bank" });
    const pledge = await givenHold(given, { beneficiary: `party:${bank.partyId}` });
    const fee = await givenHold(given, { purpose: "unpaid-fee", beneficiary: "treasury" });
    world.clock.moveTo(afterTerm);
    await expirePermits(world.ports);
    expect(await holdings(given)).toEqual([]);
    expect(await retired(given)).toBe("10");
    expect(await isDue(given)).toBe(false);
    for (const { holdId } of [pledge, fee]) {
      const hold = await world.ports.ledger.hold(given.account, given.instrument, holdId);
      expect(hold).toMatchObject({ state: "expired", remaining: decimal("0") });
    }
    const [fact, ...more] = await expiries(given);
    expect(more).toEqual([]);
    expect(fact).toMatchObject({ siteId: given.siteId, holder: { partyId: given.partyId }, areas: ["420700", "gedian"] });
    expect(fact).toMatchObject({ retiredTonnes: "10", pollutant: "COD", firstMonth: "2026-01", lastMonth: "2026-03" });
    expect(fact?.parties).toEqual([given.partyId, bank.partyId]);
    const holds = [
      { holdId: pledge.holdId, purpose: "pledge", quantity: "0.1", beneficiary: bank.partyId },
      { holdId: fee.holdId, purpose: "unpaid-fee", quantity: "0.1" },
    ];
    expect(fact?.holds.toSorted((a, b) => a.holdId.localeCompare(b.holdId))).toEqual(
      holds.toSorted((a, b) => a.holdId.localeCompare(b.holdId)),
    );
  });

  it("are retired once by overlapping and repeated runs", async () => {
    const given = await givenPermit();
    await givenHold(given);
    world.clock.moveTo(afterTerm);
    await Promise.all([expirePermits(world.ports), expirePermits(world.ports), expirePermits(world.ports)]);
    await expirePermits(world.ports);
    expect([await retired(given), (await expiries(given)).length, await isDue(given)]).toEqual(["10", 1, false]);
  });

  it("with more holds than one transaction takes are retired step by step, each kilogram and hold once, whatever step a crash hits", async () => {
    const given = await givenPermit();
    const holds = [];
    for (let count = 0; count < 45; count += 1) holds.push(await givenHold(given));
    world.clock.moveTo(afterTerm);
    const { dynamo } = world.engine;
    const crash = new Error("the process died");
    let steps = 0;
    // Every step is tried twice: once dying before the write and once after it, its reply lost.
    for (let crashes = 0; crashes < 10 && (await isDue(given)); crashes += 1) {
      const ports = withWrites(async (command) => {
        if (crashes % 2 === 1) {
          await dynamo.send(command);
          steps += 1;
        }
        throw crash;
      });
      await expect(expirePermits(ports)).rejects.toThrow("the process died");
    }
    await expirePermits(world.ports);
    expect(steps).toBe(3);
    expect([await retired(given), await isDue(given)]).toEqual(["10", false]);
    const facts = await expiries(given);
    expect(facts.map(({ retiredTonnes }) => retiredTonnes).toSorted()).toEqual(["4", "6"]);
    const named = facts.flatMap((fact) => fact.holds.map(({ holdId }) => holdId));
    expect(named.toSorted()).toEqual(holds.map(({ holdId }) => holdId).toSorted());
  });

  it("have their holds listed once, not at every step", async () => {
    const given = await givenPermit();
    await givenHolds(given, 130);
    world.clock.moveTo(afterTerm);
    let pages = 0;
    await expirePermits(beforeHolds(given, () => (pages += 1)));
    expect([await retired(given), await isDue(given), (await expiries(given)).length]).toEqual(["10", false, 4]);
    // A page has a hundred.
    expect(pages).toBe(2);
  });

  it("that nothing is held of have no holds listed, however many were closed before", async () => {
    const given = await givenPermit();
    await giveBack(await givenHold(given));
    world.clock.moveTo(afterTerm);
    let pages = 0;
    await expirePermits(beforeHolds(given, () => (pages += 1)));
    expect([await retired(given), await isDue(given), pages]).toEqual(["10", false, 0]);
  });

  it("have their holds listed afresh when one was given back between being listed and being closed", async () => {
    const given = await givenPermit();
    const holds = await givenHolds(given, 45);
    const [first] = holds.toSorted((one, other) => (one.holdId < other.holdId ? -1 : 1));
    world.clock.moveTo(afterTerm);
    let givenBack = false;
    const ports = withWrites(async (command) => {
      if (!givenBack && JSON.stringify(command.input).includes(given.account)) {
        givenBack = true;
        await giveBack(required(first, "hold"));
      }
      return world.engine.dynamo.send(command);
    });
    await expirePermits(ports);
    const facts = await expiries(given);
    expect([await retired(given), facts.map(({ retiredTonnes }) => retiredTonnes).toSorted()]).toEqual(["10", ["0.4", "9.6"]]);
  });

  it("that are held in full are left alone by a run that another one overtakes", async () => {
    const given = await givenPermit();
    await givenHold(given, { quantity: decimal("10") });
    world.clock.moveTo(afterTerm);
    let overtaken = false;
    const ports = beforeHolds(given, async () => {
      if (!overtaken) await expirePermits(world.ports);
      overtaken = true;
    });
    await expirePermits(ports);
    expect([overtaken, await retired(given), (await expiries(given)).length, await isDue(given)]).toEqual([true, "10", 1, false]);
  });

  it("are retired to the last kilogram when a hold appears where the list of holds was already read", async () => {
    const given = await givenPermit();
    await givenHolds(given, 45);
    world.clock.moveTo(afterTerm);
    let late = "";
    const ports = withWrites(async (command) => {
      const answer = await world.engine.dynamo.send(command);
      // A machine whose clock is behind still takes a hold, listed before all others, between the first step and the second.
      if (late === "" && JSON.stringify(command.input).includes(given.account)) {
        late = `0-${randomUUID()}`;
        world.clock.moveTo(lastInstant);
        await givenHolds(given, 1, () => late);
        world.clock.moveTo(afterTerm);
      }
      return answer;
    });
    await expirePermits(ports);
    expect([await retired(given), await isDue(given)]).toEqual(["10", false]);
    expect(await world.ports.ledger.hold(given.account, given.instrument, late)).toMatchObject({ state: "expired" });
  });

  it("are retired even if another one fails", async () => {
    const [poison, healthy] = [await givenPermit(), await givenPermit()];
    world.clock.moveTo(afterTerm);
    const ports = withWrites((command) => {
      if (JSON.stringify(command.input).includes(poison.siteId)) return Promise.reject(new Error("poison"));
      return world.engine.dynamo.send(command);
    });
    await expect(expirePermits(ports)).rejects.toThrow("poison");
    expect([await retired(poison), await retired(healthy)]).toEqual(["0", "10"]);
    await expirePermits(world.ports);
    expect(await retired(poison)).toBe("10");
  });

  it("of a site that never had a need certified are retired too, and the regulators of the pool's area are told", async () => {
    world.clock.moveTo(duringTerm);
    const siteId = randomUUID();
    const given = {
      subject: bureau,
      partyId: "",
      siteId,
      account: siteAccount(siteId),
      instrument: permit("COD", "liangzi-lake", "2026-01", "2026-03"),
    };
    const { account, instrument } = given;
    const entry = anEntry<never>(world);
    entry.transfer({ instrument, from: "issue:0", to: account, quantity: decimal("10") });
    await commit(world.engine.dynamo, entry.writes());
    world.clock.moveTo(afterTerm);
    await expirePermits(world.ports);
    const expected = { siteId, retiredTonnes: "10", parties: [], areas: ["420700"] };
    expect((await expiries(given)).filter((fact) => fact.siteId === siteId)).toMatchObject([expected]);
  });

  it("are still found when a hold was given back after the term, before they were retired", async () => {
    const given = await givenPermit();
    const hold = await givenHold(given);
    world.clock.moveTo(afterTerm);
    await giveBack(hold);
    await expirePermits(world.ports);
    expect([await retired(given), (await expiries(given)).length]).toEqual(["10", 1]);
    const row = await getItem(world.engine.dynamo, world.engine.tables.Ledger, holdKey(hold));
    expect(row?.state?.S).toBe("voided");
  });

  it("are listed with their sites to authorities of the area, never to another enterprise", async () => {
    const given = await givenPermit();
    const path = `/permits/sites/${given.siteId}/holdings`;
    const stranger = await givenEnterprise(world.engine);
    const zone = await givenMember(world.engine, { role: "regulator", area: "gedian" });
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420704" });
    const status = async (as: string) => (await world.call({ as, method: "GET", path })).status;
    expect(await Promise.all([bureau, zone.subject, elsewhere.subject, stranger.subject].map(status))).toEqual([200, 200, 404, 404]);
    const own = await world.call({ as: given.subject, method: "GET", path: "/permits/sites" });
    expect(own.body).toEqual({ items: [{ siteId: given.siteId, partyId: given.partyId, area: "gedian" }] });
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await world.call({ as: zone.subject, method: "GET", path: `/permits/sites?limit=100${next}` });
      const page = body as { readonly items: { readonly siteId: string }[]; readonly nextCursor?: string };
      listed.push(...page.items.map(({ siteId }) => siteId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(listed).toContain(given.siteId);
  });
});
