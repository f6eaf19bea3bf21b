import { randomUUID } from "node:crypto";
import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { hearBaselinePrice } from "../../functions/valuation/values/hear-price.ts";
import { pagePorts, pricePorts } from "../../functions/valuation/values/ports.ts";
import { type PositionPage, segments } from "../../functions/valuation/values/position-page.ts";
import { revaluePage } from "../../functions/valuation/values/revalue-page.ts";
import { type Holding, type ValuesStore, valuesStore } from "../../functions/valuation/values/store.ts";
import { valuesOfHoldings } from "../../functions/valuation/values/values-of-holdings.ts";
import { Decimal, plain } from "../../shared/kernel/decimal.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { type Item, putItems } from "../../shared/store/client.ts";
import { openTable } from "../../shared/store/table.ts";
import type { BaselinePrice } from "../../shared/valuation/baseline-price.ts";
import { testClock } from "../support/clock.ts";
import { engineWithOwn } from "../support/engine.ts";
import { grantedOn } from "../support/granted.ts";
import { bounded, median, medianRatio } from "./measuring.ts";

const usual = [1_000, 10_000, 100_000];
/** Rounds of a size: short ones vary more. */
const roundsOf = (size: number): number => (size <= 1_000 ? 7 : 3);
/** From so many positions on, the share is bounded: among fewer, each of the sixteen segments writes less than three batches. */
const manyPositions = 10_000;
/**
 * Pages that are done at once, by two workers of which each is handed several, and batches that each page has on the way: the raw writes have as
 * many on the way.
 */
const [pagesAtOnce, batchesOfPage] = [4, 8];
const rowsPerBatch = 25;
const today = "2026-03-02";
/** Positions whose values are counted, to see that each has one by every price. */
const looked = 200;

/**
 * One price fact, and the values of all positions of its item, page by page, as a share of the speed of raw batch writes of as many rows of the same
 * size; and what a position costs among 1,000, 10,000 and 100,000 of them. `npm run bench -- valuation 1000 5000` does it with these sizes.
 */
export async function benchValuation(): Promise<void> {
  const given = process.argv.slice(3).filter((word) => /^\d+$/.test(word));
  const sizes = given.length > 0 ? given.map(Number) : usual;
  const measured: Measured[] = [];
  for (const size of sizes) measured.push(await benchSize(size));
  const times = sizes.map((size, place) => `${(required(measured[place], "time").perPosition * 1000).toFixed(0)} μs among ${size}`);
  console.log(`a position takes ${times.join(", ")}`);
  // In raw writes of the same size, so that what slows the engine or the machine meanwhile is in both. What is promised is that a position does not
  // cost more among more: the most that any size takes is judged against the smallest size. Where the raw writes alone get slower, that is no miss.
  const inWrites = measured.map(({ share }) => 1 / share);
  const ofSmallest = required(inWrites[sizes.indexOf(Math.min(...sizes))], "cost among the fewest");
  console.log(
    `in raw writes, the most that a position takes to what it takes among the fewest: ${bounded(Math.max(...inWrites) / ofSmallest, { most: 1.5 })}`,
  );
  process.exit();
}

/** What a size took: milliseconds for a position, and the speed as a share of the raw writes. */
interface Measured {
  readonly perPosition: number;
  readonly share: number;
}

async function benchSize(size: number): Promise<Measured> {
  const fixture = await openFixture(size);
  const [own, raw]: [number[], number[]] = [[], []];
  for (let round = 0; round < roundsOf(size); round += 1) {
    const price = fixture.price(round);
    const rows = fixture.rawRows(price);
    // The first go of each round alternates.
    const runs = [
      [own, () => fixture.publish(price)],
      [raw, () => fixture.writeRaw(rows)],
    ] as const;
    for (const [times, run] of round % 2 === 0 ? runs : runs.toReversed()) times.push(await timed(run));
  }
  await fixture.assertOneEach();
  const perSecond = (times: readonly number[]): string => ((size * 1000) / median(times)).toFixed(0);
  console.log(`a price revalues ${size} positions: ${perSecond(own)} a second; raw batch writes ${perSecond(raw)}`);
  const share = 1 / medianRatio(own, raw);
  console.log(`share of the raw batch writes ${size < manyPositions ? share.toFixed(2) : bounded(share, { least: 0.7 })}`);
  return { perPosition: median(own) / size, share };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function openFixture(size: number) {
  const engine = await engineWithOwn("Values");
  const { dynamo } = engine;
  const granted = await grantedOn(engine, testClock(`${today}T01:00:00.000Z`));
  const table = engine.tables.Values;
  const values = valuesStore(openTable(dynamo, table));
  const waiting: PositionPage[] = [];
  const pages = { send: async (messages: readonly PositionPage[]) => void waiting.push(...messages) };
  const [hearing, worker] = [
    { ...pricePorts(granted), pages },
    { ...pagePorts(granted), pages },
  ];
  const item = `permit/COD/${randomUUID()}`;
  const instrument = `${item}/2024-01/2028-12`;
  const holdings = Array.from({ length: size }, (_, each): Holding => {
    const quantity = new Decimal(each % 1000).plus(1);
    return { account: siteAccount(randomUUID()), instrument, quantity, entries: 1, area: "420704", readOn: "2026-01-01" };
  });
  await eachAtOnce(batchesOf(holdings.flatMap((each) => putsOf(values, item, each))), batchesOfPage, (rows) =>
    putItems(dynamo, table, rows),
  );
  return {
    /** The price of a round: the next version. */
    price: (round: number): BaselinePrice => ({
      ...{ item, area: "420700", period: "2026-Q1", effectiveOn: "2026-01-01", version: round + 1 },
      ...{ priceCny: plain(new Decimal(8790).plus(round)), pricedMonths: 60 },
    }),
    /** Hears of a price, and does the pages that it asks for and those that follow. */
    async publish(price: BaselinePrice): Promise<void> {
      const envelope = { factType: "baseline-price-published", schemaVersion: 1, actor: "bench", parties: [], areas: [price.area] };
      const factId = `baseline.${item}.${price.version}`;
      const data = { ...price, documentNumber: "bench" };
      await hearBaselinePrice(hearing, { ...envelope, factId, occurredAt: `${today}T01:00:00.000Z`, data });
      while (waiting.length > 0) await eachAtOnce(arriving(waiting), pagesAtOnce, (page) => revaluePage(worker, page));
      const begun = required(await values.revaluation(factId), "revaluation").begun;
      const valued = begun.reduce((sum, each) => sum + each.valued, 0);
      invariant(valued === size && begun.filter(({ done }) => done).length === segments, "every position is valued");
    },
    /** Rows of the same size for positions that nobody holds. */
    rawRows: (price: BaselinePrice): Item[] => {
      const others = holdings.map((holding) => ({ ...holding, account: holding.account.replace("site", "none") }));
      return [...valuesOfHoldings(others, { prices: [price], days: [today] }).rows];
    },
    /** Writes rows by batches, and nothing else. */
    writeRaw: (rows: readonly Item[]) =>
      eachAtOnce(batchesOf(rows), pagesAtOnce * batchesOfPage, async (batch) => {
        const requests = batch.map((Item) => ({ PutRequest: { Item } }));
        await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
      }),
    /** Every position has one value by each price. */
    async assertOneEach(): Promise<void> {
      for (const holding of holdings.slice(0, looked)) {
        const { items } = await values.values(holding, { limit: 100 });
        invariant(items.length === roundsOf(size), `${holding.account} has ${items.length} values by ${roundsOf(size)} prices`);
      }
    },
  };
}

/** Messages that wait, until there is none. */
async function* arriving(waiting: PositionPage[]): AsyncGenerator<PositionPage> {
  for (let page = waiting.shift(); page; page = waiting.shift()) yield page;
}

function putsOf(values: ValuesStore, item: string, holding: Holding): Item[] {
  return values.holdingPut(item, holding).flatMap(({ write }) => (write.Put?.Item ? [write.Put.Item] : []));
}

function batchesOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerBatch) }, (_, batch) =>
    rows.slice(batch * rowsPerBatch, (batch + 1) * rowsPerBatch),
  );
}
