import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import type { CoveragePage } from "../../functions/collateral/coverage/coverage-page.ts";
import { doPage } from "../../functions/collateral/coverage/pages.ts";
import { saidBy } from "../../functions/collateral/coverage/recalculate.ts";
import { turnCoverages } from "../../functions/collateral/coverage/turns.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { joining, type Pledgor, type Someone } from "../support/collateral-world.ts";
import { coverageEar } from "../support/coverage.ts";
import { doomedClient, Killed, untilKilled } from "../support/doomed.ts";
import { runs } from "../support/effort.ts";
import { grantedOn } from "../support/granted.ts";
import { type Actor, interleave, seededChoices } from "../support/scheduler.ts";
import { CoverageWorld, codItem } from "./collateral-coverage-support.ts";

const so2Item = "permit/SO2/ezhou";

describe("the stream of coverage", () => {
  let world: CoverageWorld;
  let banks: readonly Someone[];
  let firms: readonly Pledgor[];
  /** Pledges by name, and every fact that coverage hears of them. */
  let pledgeIds: readonly string[];
  let facts: readonly Fact[];

  /** Three banks in rank on one slice, one of them on a second position as well, a pledge that ends and one that stands alone; and prices. */
  beforeAll(async () => {
    world = await CoverageWorld.open();
    const { collateral } = world;
    banks = await Promise.all([collateral.bank(), collateral.bank(), collateral.bank()]);
    firms = await Promise.all([collateral.pledgor("10"), collateral.pledgor("10")]);
    const [a, b, c] = banks as [Someone, Someone, Someone];
    const [first, second] = firms as [Pledgor, Pledgor];
    const so2 = `${so2Item}/2025-01/2029-12`;
    await collateral.credit(first.account, so2, "4");
    const parts = [
      { account: first.account, instrument: first.instrument, quantity: "6" },
      { account: first.account, instrument: so2, quantity: "4" },
    ];
    const senior = await world.pledged(a, first, "6", { parts, amountCny: "24000" });
    const middle = await world.pledged(b, first, "6", { ...joining(first, senior, "6"), amountCny: "10000" });
    const accepted = [senior.registered.number, middle.registered.number];
    const junior = await world.pledged(c, first, "6", { ...joining(first, senior, "6", accepted), amountCny: "9000" });
    const ended = await world.pledged(b, second, "3");
    const alone = await world.pledged(c, second, "7", { amountCny: "22000" });
    await collateral.cancelled(b, ended);
    const { account, instrument } = first;
    const release = { parts: [{ account, instrument, sliceId: senior.slices[0]?.sliceId, quantity: "1" }], reason: "a part is repaid" };
    await collateral.done(collateral.step(a, senior.pledgeId, "releases", release));
    pledgeIds = [senior, middle, junior, ended, alone].map(({ pledgeId }) => pledgeId);
    facts = [
      ...(await world.facts()),
      world.price("10000"),
      world.price("4000", { item: so2Item }),
      world.price("7000", { version: 2 }),
      world.price("8000", { period: "2026-Q2", effectiveOn: "2026-02-01" }),
      world.price("7500", { period: "2026-Q2", effectiveOn: "2026-02-01", area: "420704" }),
      world.price("9900", { period: "2026-Q3", effectiveOn: "2026-07-01" }),
    ];
  });

  /** What is derived, without when and how often it was found. */
  async function derived(): Promise<unknown> {
    const { own } = world.ports;
    const rows = await Promise.all(pledgeIds.map((pledgeId) => own.coverage(pledgeId)));
    const totals = await Promise.all(banks.map(({ partyId }) => own.coverageTotals(partyId)));
    const keys = [...(await world.rows()).keys()].filter((key) => /^(?:priced|prices|coverage-turn)#/.test(key)).sort();
    return { rows: rows.map((row) => (row ? saidBy(row) : null)), totals, keys };
  }

  /** Forgets everything that was derived. */
  async function forget(): Promise<void> {
    for (const { pk, sk } of (await world.rows()).values()) {
      const Key = { pk: required(pk, "partition key"), sk: required(sk, "sort key") };
      await world.ports.dynamo.send(new DeleteItemCommand({ TableName: world.collateral.engine.tables.Collateral, Key }));
    }
  }

  /** Whether every change of state in the history of a pledge was told, and each once. */
  async function toldOnce(pledgeId: string): Promise<void> {
    const { items } = await world.ports.own.coverageHistory(pledgeId, { limit: 1000 });
    const states = items.map(({ state }) => state).toReversed();
    const changes = states.flatMap((state, place) => {
      const from = states[place - 1];
      return state === "ended" || state === (from ?? "sound") ? [] : [`${from ?? "none"} ${state}`];
    });
    const told = (await world.crossings(pledgeId)).map((each) => each.replace(/ (?:up|down) /, " "));
    expect(told).toEqual(changes);
  }

  /** Lets one process hear facts, on the client of its own. */
  async function hearOn(dynamo: ReturnType<typeof doomedClient>, some: readonly Fact[]): Promise<void> {
    const { engine, clock } = world.collateral;
    const ear = coverageEar(await grantedOn(engine, clock), world.portsOn(dynamo));
    for (const fact of some) await ear(fact);
  }

  it("comes to the same in any order, with every fact and page more than once, and killed anywhere on the way", async () => {
    await forget();
    for (const fact of facts) await world.ear(fact);
    await world.doPages();
    const expected = await derived();
    for (let run = 1; run <= runs(30, 3); run += 1) {
      const choose = seededChoices(run);
      await forget();
      const deliveries = shuffled([...facts, ...facts.filter(() => choose(3) === 0)], choose);
      for (const fact of deliveries) {
        await died(() => hearOn(doomed(choose), [fact]));
        await world.ear(fact);
      }
      for (let pages = await world.waiting(); pages.length > 0; pages = await world.waiting()) {
        for (const page of shuffled([...new Map(pages.map((each) => [JSON.stringify(each), each])).values()], choose)) {
          await died(() => doPage(world.portsOn(doomed(choose)), page));
          await doPage(world.ports, page);
        }
      }
      expect(await derived(), `run ${run}`).toEqual(expected);
      for (const pledgeId of pledgeIds) await toldOnce(pledgeId);
    }
  }, 300_000);

  it("comes to the same when facts, prices and the same pages are worked on at once, step by step in any order", async () => {
    await forget();
    for (const fact of facts) await world.ear(fact);
    await world.doPages();
    const expected = await derived();
    for (let run = 1; run <= runs(40, 4); run += 1) {
      const choose = seededChoices(1_000 + run);
      await forget();
      const { endpoint } = world.collateral.engine;
      const order = shuffled(facts, choose);
      const pages: CoveragePage[] = Array.from({ length: 8 }, (_, stripe) => ({ item: codItem, stripe }));
      const parts = [order.slice(0, order.length / 2), order.slice(order.length / 2), [facts[0] as Fact, ...order.slice(0, 3)]];
      const hearing = parts.map((some): Actor => ({ run: (turn) => hearOn(doomedClient(endpoint, undefined, turn), some) }));
      const paging = [1, 2].map(
        (): Actor => ({
          run: async (turn) => {
            const ports = world.portsOn(doomedClient(endpoint, undefined, turn));
            for (const page of pages) await doPage(ports, page);
          },
        }),
      );
      await interleave([...hearing, ...paging], choose, run % 2 === 0);
      await world.doPages();
      expect(await derived(), `run ${run}`).toEqual(expected);
      for (const pledgeId of pledgeIds) await toldOnce(pledgeId);
    }
  }, 300_000);

  it("tells a crossing once, though two workers do the same page at the same time", async () => {
    const [bank, firm] = [banks[0] as Someone, await world.collateral.pledgor("8", "permit/COD/twice/2025-01/2029-12")];
    const item = "permit/COD/twice";
    await world.priced("10000", { item });
    const { pledgeId } = await world.pledged(bank, firm, "8", { amountCny: "40000", appraisedCny: "60000" });
    await world.hears();
    await world.ear(world.price("6000", { item, version: 2 }));
    const pages = await world.waiting();
    expect(pages.length).toBe(8);
    await Promise.all([...pages, ...pages, ...pages].map((page) => doPage(world.ports, page)));
    expect(await world.crossings(pledgeId)).toEqual(["sound down breach"]);
    const { items } = await world.ports.own.coverageHistory(pledgeId, {});
    expect(items.map(({ version, state }) => [version, state])).toEqual([
      [2, "breach"],
      [1, "sound"],
    ]);
  });

  it("corrects what a slow worker wrote from a price that was corrected meanwhile, though the correction itself had nothing to write", async () => {
    const [a, b] = banks as [Someone, Someone];
    const [item, other] = ["permit/COD/slow", "permit/SO2/slow"];
    const firm = await world.collateral.pledgor("4", `${item}/2025-01/2029-12`);
    const second = `${other}/2025-01/2029-12`;
    await world.collateral.credit(firm.account, second, "4");
    await world.priced("10000", { item });
    await world.priced("10000", { item: other });
    const parts = [firm.instrument, second].map((instrument) => ({ account: firm.account, instrument, quantity: "4" }));
    const senior = await world.pledged(a, firm, "4", { parts, amountCny: "24000" });
    const { pledgeId } = await world.pledged(b, firm, "4", { ...joining(firm, senior, "4"), amountCny: "10000" });
    await world.hears();
    // The price of the senior's other position halves, which leaves the junior less; then that is taken back.
    await world.ear(world.price("5000", { item: other, version: 2 }));
    const pages = await world.waiting();
    const { own } = world.ports;
    let corrected = false;
    const slow: typeof own.coveragePrices = async (...asked) => {
      const found = await own.coveragePrices(...asked);
      if (asked[0] !== other || corrected) return found;
      corrected = true;
      await world.priced("10000", { item: other, version: 3 });
      expect(await own.coverage(pledgeId)).toMatchObject({ state: "sound", version: 1 });
      return found;
    };
    for (const page of pages) await doPage({ ...world.ports, own: { ...own, coveragePrices: slow } }, page);
    expect(corrected).toBe(true);
    // It was written from the old price, and put right by the look that followed.
    expect(await own.coverage(pledgeId)).toMatchObject({ state: "sound", version: 3 });
  });

  it("asks again for the pages of a month whose job was killed before it was done", async () => {
    const mine = await CoverageWorld.open();
    await mine.priced("10000");
    mine.collateral.clock.moveTo("2026-04-01T00:00:00.000Z");
    const { endpoint } = mine.collateral.engine;
    // The eight queries of what is due, then one row: the job dies before it says that the turn is done.
    await untilKilled(() => turnCoverages(mine.portsOn(doomedClient(endpoint, { at: 10, after: false }))));
    expect((await mine.waiting()).length).toBe(8);
    await turnCoverages(mine.ports);
    expect((await mine.waiting()).length).toBe(8);
    await turnCoverages(mine.ports);
    expect(await mine.waiting()).toEqual([]);
  });

  it("recalculates one position at the same cost whatever else the bank has", async () => {
    const mine = await CoverageWorld.open();
    const bank = await mine.collateral.bank();
    const firm = await mine.collateral.pledgor("8");
    const { pledgeId } = await mine.pledged(bank, firm, "8", { amountCny: "40000", appraisedCny: "60000" });
    await mine.hears();
    const few = await requestsOf(mine, pledgeId, "9000");
    for (let more = 0; more < 20; more += 1) await mine.pledged(bank, await mine.collateral.pledgor("8"), "8");
    await mine.hears();
    expect(await requestsOf(mine, pledgeId, "9100")).toEqual(few);
  });

  /** The requests, by name, of hearing the registration of a pledge again after a price that changes it. */
  async function requestsOf(of: CoverageWorld, pledgeId: string, priceCny: string): Promise<Record<string, number>> {
    const { engine, clock } = of.collateral;
    // The price is stored, and its pages are not done yet: hearing of the pledge finds it.
    await of.ear(of.price(priceCny, { version: Number(priceCny) }));
    await of.waiting();
    const registered = required((await of.facts()).find(isRegistration(pledgeId)), "registration");
    const dynamo = doomedClient(engine.endpoint, undefined);
    const sent: Record<string, number> = {};
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        (given) => {
          sent[String(commandName)] = (sent[String(commandName)] ?? 0) + 1;
          return next(given);
        },
      { step: "initialize" },
    );
    const before = await of.ports.own.coverage(pledgeId);
    await coverageEar(await grantedOn(engine, clock), of.portsOn(dynamo))(registered);
    expect((await of.ports.own.coverage(pledgeId))?.version).toBe((before?.version ?? 0) + 1);
    return sent;
  }

  function doomed(choose: (among: number) => number) {
    return doomedClient(world.collateral.engine.endpoint, { at: 1 + choose(24), after: choose(2) === 1 });
  }
});

/** Runs what a process does until it ends or is killed, several things at a time. */
async function died(run: () => Promise<unknown>): Promise<void> {
  await run().catch((error: unknown) => {
    const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
    if (!errors.every((each) => each instanceof Killed)) throw error;
  });
}

function shuffled<Each>(all: readonly Each[], choose: (among: number) => number): Each[] {
  return all
    .map((each) => [choose(1_000_000), each] as const)
    .sort(([one], [other]) => one - other)
    .map(([, each]) => each);
}

function isRegistration(pledgeId: string): (fact: Fact) => boolean {
  return ({ factType, data }) => factType === "pledge-registered" && (data as { readonly pledgeId: string }).pledgeId === pledgeId;
}
