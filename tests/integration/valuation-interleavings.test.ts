import type { BatchWriteItemCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hearBaselinePrice } from "../../functions/valuation/values/hear-price.ts";
import type { PositionPage } from "../../functions/valuation/values/position-page.ts";
import { revaluePage } from "../../functions/valuation/values/revalue-page.ts";
import { valuesStore } from "../../functions/valuation/values/store.ts";
import { turnValues } from "../../functions/valuation/values/turns.ts";
import { valueTransfer } from "../../functions/valuation/values/value-transfer.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { memberReader } from "../../shared/members/members.ts";
import { openTable } from "../../shared/store/table.ts";
import { type Doom, doomedClient, Killed, untilKilled } from "../support/doomed.ts";
import { engineClient } from "../support/engine.ts";
import { type Actor, interleave, seededChoices, type Turn } from "../support/scheduler.ts";
import { type Holder, ValuesWorld } from "./valuation-values-support.ts";

const segment = 3;
const old = { priceCny: "8790" };
const fresh = { period: "2026-Q2", effectiveOn: "2026-03-02", priceCny: "9000" };
const valued = {
  old: "2026-03-01: 10 t after entry 1 at 8790 (version 1) = 36625.00",
  fresh: "2026-03-02: 10 t after entry 1 at 9000 (version 1) = 37500.00",
};

describe("values, whatever is killed, repeated or reordered", () => {
  let world: ValuesWorld;
  beforeAll(async () => {
    world = await ValuesWorld.open();
  });
  beforeEach(() => {
    world.clock.moveTo("2026-03-02T01:00:00.000Z");
    world.inNewPool();
  });

  /** What a process works with: a client of its own, which may be killed. */
  function processOf(dynamo: DynamoDBClient, send: (page: PositionPage) => void = (page) => world.ear.waiting.push(page)) {
    const { clock, engine } = world;
    return {
      ...{ dynamo, clock, values: valuesStore(openTable(dynamo, engine.tables.Values)) },
      ledger: openLedger(dynamo, engine.tables.Ledger),
      members: memberReader(dynamo, engine.tables.Parties),
      pages: { send: async (messages: readonly PositionPage[]) => messages.forEach(send) },
    };
  }
  const healthy = () => processOf(engineClient(world.engine.endpoint));

  /** Five holders in one segment who were valued by an old price, and the pages that a new price asks for in that segment. */
  async function fiveHolders(): Promise<{ holders: Holder[]; first: PositionPage; revaluationId: string }> {
    const holders: Holder[] = [];
    for (let each = 0; each < 5; each += 1) holders.push(await world.holder({ segment }));
    await world.publish(old);
    const { factId: revaluationId } = world.priceFact(fresh);
    await world.ear.hear(world.priceFact(fresh));
    const first = world.ear.waiting.splice(0).find((page) => page.segment === segment) as PositionPage;
    return { holders, first, revaluationId };
  }

  async function expectValuedOnce({ holders, revaluationId }: Awaited<ReturnType<typeof fiveHolders>>): Promise<void> {
    for (const holder of holders) expect(await world.history(holder)).toEqual([valued.fresh, valued.old]);
    const begun = (await world.values.revaluation(revaluationId))?.begun;
    expect(begun).toMatchObject([{ segment, positions: 5, valued: 5, done: true }]);
  }

  /** Does the pages of the segment in order; `first` and what it asks for are done by processes that may be killed, and then again. */
  async function drain(first: PositionPage, workOn: (page: PositionPage, again: boolean) => Promise<void>): Promise<void> {
    const { waiting } = world.ear;
    waiting.push(first);
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      const message = page;
      let killed = false;
      await workOn(message, false).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        killed = true;
      });
      // What was not acknowledged is delivered again.
      if (killed) await workOn(message, true);
    }
  }

  it("a worker may be killed before or after any of its requests", async () => {
    // A page reads holdings and prices, writes values and says how far it is: four requests, of which each may be the last.
    const dooms: Doom[] = [1, 2, 3, 4].flatMap((at) => [
      { at, after: false },
      { at, after: true },
    ]);
    for (const doom of dooms) {
      world.inNewPool();
      const five = await fiveHolders();
      await drain(five.first, (page, again) =>
        revaluePage(again ? healthy() : processOf(doomedClient(world.engine.endpoint, doom)), page, 2),
      );
      await expectValuedOnce(five);
    }
  });

  it("a worker may be killed before it asks for the next page, and after", async () => {
    for (const after of [false, true]) {
      world.inNewPool();
      const five = await fiveHolders();
      const dying = processOf(engineClient(world.engine.endpoint), (page) => {
        if (after) world.ear.waiting.push(page);
        throw new Killed();
      });
      await drain(five.first, (page, again) => revaluePage(again ? healthy() : dying, page, 2));
      await expectValuedOnce(five);
    }
  });

  it("values that the store leaves out of a batch are written by another", async () => {
    const five = await fiveHolders();
    const dynamo = engineClient(world.engine.endpoint);
    const left: number[] = [];
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        async (given) => {
          const [[table, requests = []] = [""]] = Object.entries((given.input as BatchWriteItemCommandInput).RequestItems ?? {});
          if (commandName !== "BatchWriteItemCommand" || requests.length < 2) return next(given);
          // Every batch of several writes one of them and leaves the rest.
          const answer = await next({ ...given, input: { ...given.input, RequestItems: { [table]: requests.slice(0, 1) } } });
          left.push(requests.length - 1);
          Object.assign(answer.output, { UnprocessedItems: { [table]: requests.slice(1) } });
          return answer;
        },
      { step: "initialize" },
    );
    await drain(five.first, (page) => revaluePage(processOf(dynamo), page));
    expect(left).toEqual([4, 3, 2, 1]);
    await expectValuedOnce(five);
  });

  it("every message may be delivered twice, late and in any order", async () => {
    const five = await fiveHolders();
    const delivered: PositionPage[] = [];
    await drain(five.first, async (page) => {
      delivered.push(page);
      await revaluePage(healthy(), page, 2);
    });
    for (const page of delivered.toReversed()) await revaluePage(healthy(), page, 2);
    world.ear.waiting.length = 0;
    await Promise.all([...delivered, ...delivered].map((page) => revaluePage(healthy(), page, 2)));
    await world.ear.drain(2);
    await expectValuedOnce(five);
  });

  it("two prices may be heard of in any order, and each twice: the later effective date wins, then the higher version", async () => {
    const corrected = { ...fresh, version: 2, priceCny: "9100" };
    const prices = [old, fresh, corrected];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      world.inNewPool();
      const holder = await world.holder();
      for (const place of [...order, ...order.toReversed()]) await world.publish(prices[place]);
      const [latest, ...rest] = await world.history(holder);
      expect(latest, String(order)).toBe("2026-03-02: 10 t after entry 1 at 9100 (version 2) = 37916.67");
      expect(new Set(rest).size, "no value twice").toBe(rest.length);
    }
  });

  it("a later effective date wins over a higher version also where a transfer or a month has the price found anew", async () => {
    const corrected = { ...old, version: 3, priceCny: "9999" };
    for (const prices of [
      [old, corrected, fresh],
      [fresh, corrected, old],
      [corrected, fresh, old],
    ]) {
      world.inNewPool();
      const holder = await world.holder();
      for (const price of prices) await world.publish(price);
      await world.ear.hear(await world.credit(holder, "2"));
      expect((await world.history(holder))[0]).toBe("2026-03-02: 12 t after entry 2 at 9000 (version 1) = 45000.00");
    }
  });

  it("a price that is heard of a month late leaves the value that it made then, and does not outdo what has come since", async () => {
    const holder = await world.holder();
    const late = world.priceFact(old);
    await world.moveTo("2026-04-10T01:00:00.000Z");
    await world.publish({ period: "2026-Q2", effectiveOn: "2026-04-01", priceCny: "9000" });
    await world.ear.hear(late);
    await world.ear.drain();
    expect(await world.history(holder)).toEqual(["2026-04-01: 10 t after entry 1 at 9000 (version 1) = 36000.00", valued.old]);
  });

  it("replayed facts write the same bytes", async () => {
    const holder = await world.holder();
    const transfer = await world.credit(holder, "2");
    const heard = [transfer, world.priceFact(old), world.priceFact(fresh)];
    const once = async () => {
      for (const fact of heard) await world.ear.hear(fact);
      await world.ear.drain();
      return world.values.page({ partition: `value#${holder.account}#${holder.instrument}` }, (item) => item);
    };
    const rows = await once();
    expect(await once()).toEqual(rows);
    // Day, number of the entry, the price with its nearness, effective date and version, and version of the method: its key says what a value is of.
    const [latest] = rows.items.map(({ sk }) => sk?.S?.split("#").map((part) => part.replace(/^0+/, ""))).toReversed();
    expect(latest).toEqual(["2026-03-02", "2", "1", "420700", "2026-03-02", "1", "2026-Q2", "1"]);
  });

  /** A transfer of four tonnes away, as a consumer hears of it by a client that takes turns. */
  async function transferHeard(holder: Holder): Promise<Actor> {
    const { data } = await world.credit(holder, "-4");
    return { run: (turn) => valueTransfer(processOf(doomedClient(world.engine.endpoint, undefined, turn)), data) };
  }
  /** A new price and all its pages, by another such client. */
  function priceHeard(): Actor {
    const fact = world.priceFact(fresh);
    return {
      async run(turn: Turn) {
        const process = processOf(doomedClient(world.engine.endpoint, undefined, turn));
        await hearBaselinePrice(process, fact);
        // The other segments have nobody.
        const pages = world.ear.waiting.splice(0).filter((page) => page.segment === segment);
        for (const page of pages) await revaluePage(process, page);
      },
    };
  }

  it("a transfer and a price beside each other: whichever step comes first, the latest value has both", async () => {
    const after = "2026-03-02: 6 t after entry 2 at 9000 (version 1) = 22500.00";
    // One goes so many steps, then the other to its end; or they alternate at random.
    const choices: ((among: number) => number)[] = [0, 1].flatMap((first) =>
      Array.from({ length: 8 }, (_, steps) => {
        let taken = 0;
        return (among: number) => {
          taken += 1;
          return among === 1 ? 0 : taken <= steps ? first : 1 - first;
        };
      }),
    );
    for (let seed = 1; seed <= 24; seed += 1) choices.push(seededChoices(seed));
    for (const [place, choose] of choices.entries()) {
      world.inNewPool();
      const holder = await world.holder({ segment });
      await world.publish(old);
      await interleave([await transferHeard(holder), priceHeard()], choose, false);
      const history = await world.history(holder);
      expect(history[0], `choice ${place}`).toBe(after);
      expect(history.filter((value) => value === after)).toHaveLength(1);
    }
  });

  it("a transfer around the turn of a month counts in the month that begins, at whichever step it turns", async () => {
    for (let steps = 0; steps <= 6; steps += 1) {
      world.inNewPool();
      world.clock.moveTo("2026-03-31T15:59:59.999Z");
      const holder = await world.holder({ segment });
      await world.publish(old);
      const { data } = await world.credit(holder, "-4");
      let taken = 0;
      const turnOfMonth: Turn = async () => {
        if (taken === steps) {
          world.clock.moveTo("2026-03-31T16:00:00.000Z");
          await turnValues(healthy());
          await world.ear.drain();
        }
        taken += 1;
      };
      await valueTransfer(processOf(doomedClient(world.engine.endpoint, undefined, turnOfMonth)), data);
      if (taken <= steps) await world.moveTo("2026-03-31T16:00:00.000Z");
      expect((await world.history(holder))[0], `after ${steps} steps`).toBe("2026-04-01: 6 t after entry 2 at 8790 (version 1) = 21096.00");
    }
  });

  it("a consumer of transfers may be killed before or after any of its requests", async () => {
    for (let at = 1; at <= 5; at += 1)
      for (const after of [false, true]) {
        world.inNewPool();
        const holder = await world.holder({ segment });
        await world.publish(old);
        const { data } = await world.credit(holder, "-4");
        await untilKilled(() => valueTransfer(processOf(doomedClient(world.engine.endpoint, { at, after })), data));
        await valueTransfer(healthy(), data);
        expect(await world.history(holder)).toEqual(["2026-03-01: 6 t after entry 2 at 8790 (version 1) = 21975.00", valued.old]);
      }
  });

  it("what starts a revaluation may be killed: heard again, it asks for what was not asked for", async () => {
    for (const doom of [1, 2].flatMap((at) => [
      { at, after: false },
      { at, after: true },
    ])) {
      world.inNewPool();
      const holder = await world.holder({ segment });
      await world.publish(old);
      const fact = world.priceFact(fresh);
      await untilKilled(() => hearBaselinePrice(processOf(doomedClient(world.engine.endpoint, doom)), fact));
      await world.ear.hear(fact);
      await world.ear.drain();
      expect(await world.history(holder)).toEqual([valued.fresh, valued.old]);
    }
  });
});
