import { DeleteItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { blockReader } from "../../functions/records/sealing/blocks.ts";
import { append, chainState, fenced, note } from "../../functions/records/sealing/chain-state.ts";
import { headCodec, headKey } from "../../functions/records/sealing/heads.ts";
import { countBlocks } from "../../functions/records/statistics/count-block.ts";
import { areasOf, recordRows } from "../../functions/records/trades/rows.ts";
import { dayOf, endOfDay } from "../../shared/kernel/calendar.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { nextBlock } from "../../shared/records/chain.ts";
import { publishedParts } from "../../shared/records/published.ts";
import { instantIn, recordHashOf, recordKeyOf } from "../../shared/records/record-hash.ts";
import { headForm, type SignedHead } from "../../shared/records/signed-head.ts";
import { type TradeRecord, tradeRecordVersion } from "../../shared/records/trade-record.ts";
import { type Item, putItems } from "../../shared/store/client.ts";
import { openTable } from "../../shared/store/table.ts";
import { type TestClock, testClock } from "./clock.ts";
import { type Doom, doomedClient, untilKilled } from "./doomed.ts";
import { type Engine, engineWithOwn } from "./engine.ts";
import type { Door } from "./front-door.ts";
import { type Granted, grantedOn } from "./granted.ts";
import { recordsDoor } from "./records-door.ts";

/** Records of this world alone, sealed as a test wants, and counted by the function that counts them. */
export interface SealedWorld {
  readonly engine: Engine;
  readonly granted: Granted;
  readonly clock: TestClock;
  readonly call: Door;
  /** Records and seals these in one block, which has to be of one day. Returns its number. */
  seal(...records: readonly TradeRecord[]): Promise<number>;
  /** Counts blocks, as messages of these numbers ask for. */
  count(...numbers: readonly number[]): Promise<void>;
  /** Counts blocks up to one, by a worker that is killed at one of its requests: before it is sent, or after it has taken effect. */
  countAndDie(n: number, doom: Doom): Promise<void>;
  /** Removes all aggregates, as before they are written again. */
  forget(): Promise<void>;
  /** Signs that everything up to the end of a day is sealed. */
  signHead(day: string): Promise<void>;
  /** Every row of aggregates, by key: their bytes. */
  rows(): Promise<ReadonlyMap<string, string>>;
}

/** Opens records on the engine, with tables of their own. */
export async function sealedWorld(start: Instant = "2026-07-01T04:00:00.000Z"): Promise<SealedWorld> {
  const engine = await engineWithOwn("Records", "Seals", "Ledger");
  const clock = testClock(start);
  const granted = await grantedOn(engine, clock);
  const { dynamo } = engine;
  const [records, seals] = [openTable(dynamo, engine.tables.Records), openTable(dynamo, engine.tables.Seals)];
  const ports = { dynamo, records, blocks: blockReader(seals, records) };
  return {
    ...{ engine, granted, clock, call: recordsDoor(granted) },
    async seal(...made) {
      await putItems(dynamo, records.name, made.flatMap(recordRows));
      const state = await chainState(seals);
      const [first, ...rest] = made
        .map((record) => ({ key: recordKeyOf(record), hash: recordHashOf(record), day: record.day, areas: areasOf(record) }))
        .sort((one, other) => (one.key < other.key ? -1 : 1));
      invariant(first !== undefined, "a block has records");
      const late = first.key <= state.through ? { late: true as const } : {};
      const block = nextBlock(state, [{ ...first, ...late }, ...rest.map((each) => ({ ...each, ...late }))], clock.now());
      const appended = await append(dynamo, seals, state, block);
      invariant(appended !== fenced, "nobody else seals records of this world");
      return appended.n;
    },
    async count(...numbers) {
      for (const n of numbers) await countBlocks(ports, { n });
    },
    countAndDie(n, doom) {
      const client = doomedClient(engine.endpoint, doom);
      const [own, chain] = [openTable(client, records.name), openTable(client, seals.name)];
      const run = () => countBlocks({ ...ports, dynamo: client, records: own, blocks: blockReader(chain, own) }, { n });
      // Rows are written side by side, so that several of them find the process killed.
      return untilKilled(() => run().catch((error: unknown) => Promise.reject(error instanceof AggregateError ? error.errors[0] : error)));
    },
    async forget() {
      for (const item of await aggregateItems(engine)) {
        await dynamo.send(new DeleteItemCommand({ TableName: records.name, Key: { pk: item.pk, sk: item.sk } as Item }));
      }
    },
    async signHead(day) {
      const state = await chainState(seals);
      const before = endOfDay(day);
      await note(dynamo, seals, state, { before, told: state.n });
      const head: SignedHead = {
        ...{ form: headForm, day, n: state.n, hash: state.hash, through: instantIn(state.through), before },
        ...{ previousHash: "", fingerprint: "", madeAt: clock.now(), publicKey: "", signature: "" },
      };
      await putItems(dynamo, seals.name, [{ pk: { S: headKey(day).pk }, sk: { S: day }, ...headCodec.encode({ head }) }]);
    },
    async rows() {
      const named = (await aggregateItems(engine)).map(
        (item) => [`${item.pk?.S} ${item.sk?.S}`, JSON.stringify(Object.entries(item).sort())] as const,
      );
      return new Map(named.sort(([one], [other]) => (one < other ? -1 : 1)));
    },
  };
}

/** Every row of aggregates in a table of records. */
async function aggregateItems({ dynamo, tables }: Engine): Promise<readonly Item[]> {
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: tables.Records }));
  return Items.filter(({ pk }) => pk?.S?.startsWith("aggregate"));
}

let made = 0;

/** A settled award, or what `given` says instead: 4 t for five years at 4,300 CNY. */
export function tradeRecordOf(given: Partial<TradeRecord> & { readonly buyer?: string; readonly seller?: string } = {}): TradeRecord {
  made += 1;
  const { buyer = "Mill", seller = "Bureau", occurredAt = "2026-06-02T03:00:00.000Z", ...rest } = given;
  const [quantity, years, price] = [rest.quantity ?? "4", rest.years ?? 5, rest.price ?? "4300"];
  return {
    recordId: `record-${String(made).padStart(6, "0")}`,
    ...{ schemaVersion: tradeRecordVersion, kind: "award", series: "auction", occurredAt, day: dayOf(occurredAt) },
    source: { factId: `fact-${made}`, factType: "award-settled", factVersion: 1 },
    areas: ["420700", "420704"],
    parties: [
      { role: "buyer", name: buyer, creditCode: `code-${buyer}` },
      { role: "seller", name: seller, creditCode: `code-${seller}` },
    ],
    ...{ instrument: "permit/SO2/ezhou/2027-01/2031-12", pollutant: "SO2", pool: "ezhou", published: [...publishedParts] },
    ...{ quantity, years, price, amount: plain(decimal(quantity).times(years).times(decimal(price))) },
    ...rest,
  };
}

/** The record that takes another one back: its figures, below zero. */
export function reversalOf(record: TradeRecord, occurredAt: Instant = record.occurredAt): TradeRecord {
  made += 1;
  const negative = (figure: string | undefined) =>
    figure === undefined ? undefined : figure.startsWith("-") ? figure.slice(1) : `-${figure}`;
  return {
    ...record,
    recordId: `reversal-${String(made).padStart(6, "0")}`,
    ...{ occurredAt, day: dayOf(occurredAt), reverses: record.recordId },
    ...{ quantity: negative(record.quantity), amount: negative(record.amount) },
  };
}
