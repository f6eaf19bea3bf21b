import { BatchWriteItemCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { auctionsFacts } from "../../functions/auctions/contract.ts";
import { recordsOf, tradeRecorder } from "../../functions/records/trades/record-trade.ts";
import { recordKey, recordRows, recordsWith } from "../../functions/records/trades/rows.ts";
import { tradeReader } from "../../functions/records/trades/store.ts";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { type Item, keyOf, putItems } from "../../shared/store/client.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { testClock } from "../support/clock.ts";
import { engineWithOwn, gatewayClient } from "../support/engine.ts";
import { awardFacts } from "./award-facts.ts";
import { bounded, median, medianRatio, quantile } from "./measuring.ts";
import { chosenParts } from "./parts.ts";
import { benchRecordExports } from "./record-exports.bench.ts";
import { openRecordsCloud } from "./records-cloud.ts";

const start = "2026-03-02T03:00:00.000Z";
const rowsPerBatch = 25;

/** Trade records: how fast they are appended, what a page of them costs, and how soon a trade can be found. */
export async function benchRecords(): Promise<void> {
  for (const part of chosenParts(parts)) await part();
  process.exit();
}

/** Parts by name: `npm run bench -- records append`. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  append: benchAppend,
  pages: benchPages,
  visible: benchVisible,
  export: benchRecordExports,
};

const appended = 500;
const appendRounds = 7;
/** Facts that are recorded at once, as by two functions that are handed a batch each. */
const factsAtOnce = 16;

/** Facts into records with all their rows, as a share of the speed of raw batch writes of the same rows with as many on the way. */
async function benchAppend(): Promise<void> {
  const { dynamo, tables } = await engineWithOwn("Records", "Seals");
  // What is recorded in time, as usually.
  const clock = testClock(start);
  const record = tradeRecorder({ clock, records: openTable(dynamo, tables.Records), seals: openTable(dynamo, tables.Seals) });
  const [own, raw]: [number[], number[]] = [[], []];
  let rowsOfOne = 0;
  for (let round = 0; round < appendRounds; round += 1) {
    const [facts, others] = [awardFacts(appended, start), awardFacts(appended, start)];
    const rows = others.flatMap(recordsOf).flatMap(recordRows);
    rowsOfOne = rows.length / appended;
    const runs = [
      [own, () => eachAtOnce(facts, factsAtOnce, record)],
      [raw, () => writeRaw(rows)],
    ] as const;
    // The first go of each round alternates.
    for (const [times, run] of round % 2 === 0 ? runs : runs.toReversed()) times.push(await timed(run));
  }
  const perSecond = (times: readonly number[]): string => ((appended * 1000) / median(times)).toFixed(0);
  console.log(`append: ${perSecond(own)} records a second with ${rowsOfOne} rows each; raw batch writes of the rows ${perSecond(raw)}`);
  console.log(`share of the raw batch writes ${bounded(1 / medianRatio(own, raw), { least: 0.6 })}`);

  async function writeRaw(rows: readonly Item[]): Promise<void> {
    await eachAtOnce(batchesOf(rows), factsAtOnce, async (batch) => {
      const requests = batch.map((Item) => ({ PutRequest: { Item } }));
      await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [tables.Records]: requests } }));
    });
  }
}

const usualSizes = [1_000, 1_000_000];
const pageSizes = [25, 100];

/**
 * What a page of one list costs in capacity units among 1,000 records and among 1,000,000: the same. The list and its records are written; the
 * rows of other lists are in partitions that the page does not read. `npm run bench -- records pages 100 5000` takes these sizes.
 */
async function benchPages(): Promise<void> {
  const given = process.argv.slice(3).filter((word) => /^\d+$/.test(word));
  const sizes = (given.length > 0 ? given.map(Number) : usualSizes).toSorted((one, other) => one - other);
  const { dynamo, tables, endpoint } = await engineWithOwn("Records");
  const gateway = await startGateway({
    endpoints: { dynamodb: endpoint, sqs: endpoint, s3: endpoint },
    ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
    callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "records", policies: "administrator" }],
  });
  const trades = tradeReader(openTable(gatewayClient(gateway.url), tables.Records));
  const selection = { kind: "award", pollutant: "SO2" };
  const partition = recordsWith("420704", selection);
  const units = new Map<string, number[]>();
  let written = 0;
  for (const size of sizes) {
    const more = Array.from({ length: Math.ceil((size - written) / 1_000) }, (_, thousand) => written + thousand * 1_000);
    await eachAtOnce(more, 4, async (place) => {
      const facts = awardFacts(Math.min(1_000, size - place), new Date(Date.parse(start) + place * 1_000).toISOString());
      const rows = facts.flatMap(recordsOf).flatMap(recordRows);
      const listed = rows.filter(({ pk }) => pk?.S === partition || pk?.S?.startsWith("record#"));
      await putItems(dynamo, tables.Records, listed);
    });
    written = size;
    for (const limit of pageSizes) {
      let cursor: string | undefined;
      for (const name of ["first", "second"]) {
        await gateway.readCapacity({ reset: true });
        const page = await trades.page({ area: "420704", selection, descending: true }, { limit, cursor });
        invariant(page.items.length === limit, `a page of ${limit}`);
        cursor = page.nextCursor;
        const taken = (await gateway.readCapacity({ reset: true })).reduce((total, row) => total + row.units, 0);
        const question = `${name} page of ${limit}`;
        units.set(question, [...(units.get(question) ?? []), taken]);
      }
    }
  }
  for (const [question, taken] of units) {
    const same = new Set(taken).size === 1;
    if (!same) process.exitCode = 1;
    const among = sizes.map((size, place) => `${required(taken[place], "units")} units among ${size}`);
    console.log(`${question}: ${among.join(", ")}${same ? "" : ": MISSED, they differ"}`);
  }
  await gateway.stop();
}

const trades = 400;
const tradesAtOnce = 8;
const pollMilliseconds = 20;

/**
 * From the commit of a trade's fact until its record can be read, on a local cloud with its streams, relays and queues, while more trades are
 * committed all the time.
 */
async function benchVisible(): Promise<void> {
  const cloud = await openRecordsCloud();
  const waits: number[] = [];
  const facts = awardFacts(trades, new Date().toISOString());
  const began = performance.now();
  await eachAtOnce(facts, tradesAtOnce, async (fact) => {
    await commit(cloud.dynamo, [factWrite(cloud.table("Auctions"), auctionsFacts.awardSettled, fact)]);
    const committed = performance.now();
    await seen(recordKey(fact.factId));
    waits.push(performance.now() - committed);
  });
  const perSecond = (trades * 1000) / (performance.now() - began);
  const of = (share: number): string => `${quantile(waits, share).toFixed(0)} ms`;
  console.log(`visible: p50 ${of(0.5)}, p95 ${of(0.95)} after the commit, at ${perSecond.toFixed(0)} trades a second`);
  await cloud.stop();

  async function seen(key: { readonly pk: string; readonly sk: string }): Promise<void> {
    const request = { TableName: cloud.table("Records"), Key: keyOf(key) };
    for (;;) {
      const { Item } = await cloud.dynamo.send(new GetItemCommand(request));
      if (Item) return;
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}

function batchesOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerBatch) }, (_, batch) =>
    rows.slice(batch * rowsPerBatch, (batch + 1) * rowsPerBatch),
  );
}
