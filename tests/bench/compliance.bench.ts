import { randomUUID } from "node:crypto";
import { BatchGetItemCommand, type DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { ObligationPage } from "../../functions/compliance/contract.ts";
import { hearPrice } from "../../functions/compliance/obligations/hear.ts";
import type { Input } from "../../functions/compliance/obligations/input.ts";
import { obligationOf } from "../../functions/compliance/obligations/obligation-of.ts";
import { doPage, type PagePorts } from "../../functions/compliance/obligations/pages.ts";
import { recalculate } from "../../functions/compliance/obligations/recalculate.ts";
import { inputRow, obligationItem, obligationKey, rowOf } from "../../functions/compliance/obligations/store.ts";
import { type ObligationName, obligationIdOf } from "../../functions/compliance/obligations/subject.ts";
import { hearingPorts, pagePorts } from "../../functions/compliance/ports.ts";
import { endOfDay } from "../../shared/kernel/calendar.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { type Item, keyOf, putItems } from "../../shared/store/client.ts";
import { testClock } from "../support/clock.ts";
import { engineWithOwn } from "../support/engine.ts";
import { grantedOn } from "../support/granted.ts";
import { bounded, median, medianRatio } from "./measuring.ts";
import { measureVisible } from "./visible-obligation.ts";

const usual = 10_000;
const few = 100;
const rounds = 3;
/** One report is followed to its obligation for so many entities. */
const entitiesPerReport = 50;
const market = "national";
const year = "2025";
const rowsPerPage = 50;
const atOnce = 8;
const days = { from: "2026-11-01", until: "2026-11-30" };

/**
 * One published price, and the obligations whose exposure it changes, page by page, as a share of the speed of a raw loop of the same reads and
 * conditional writes; and how many reads a recalculation makes among a hundred entities and among all of them; and how
 * long it takes from an accepted report to its obligation. `npm run bench -- compliance 500` does it with 500 entities and 10 reports instead of
 * 10,000 and 200.
 */
export async function benchCompliance(): Promise<void> {
  const size = Number(process.argv.slice(3).find((word) => /^\d+$/.test(word)) ?? usual);
  const fixture = await openFixture();
  await fixture.add(Math.min(few, size));
  const among = await fixture.readsOfOne();
  await fixture.add(Math.max(0, size - few));
  const amongAll = await fixture.readsOfOne();
  console.log(`reads of a recalculation among ${few} entities: ${among}; among ${size}: ${amongAll}`);
  invariant(among === amongAll, "reads of a recalculation do not grow with the number of entities");
  const [own, raw]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    // The first go of each round alternates.
    const runs = [
      [own, () => fixture.publish(round)],
      [raw, () => fixture.rawLoop()],
    ] as const;
    for (const [times, run] of round % 2 === 0 ? runs : runs.toReversed()) times.push(await timed(run));
  }
  const perSecond = (times: readonly number[]): string => ((size * 1000) / median(times)).toFixed(0);
  console.log(`a price recalculates ${size} obligations by pages: ${perSecond(own)} a second; raw loop ${perSecond(raw)}`);
  console.log(`share of the raw loop ${bounded(1 / medianRatio(own, raw), { least: 0.7 })}`);
  const unchanged = await fixture.publishSame();
  console.log(`a price that changes no average writes ${unchanged} obligations`);
  invariant(unchanged === 0, "only obligations that change are written");
  const reports = Math.ceil(size / entitiesPerReport);
  const { p50, p95 } = await measureVisible(reports);
  console.log(`accepted report to visible obligation, over stream, relay, queue and consumer in this process (${reports} reports):`);
  console.log(`p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms; polling by Lambda is not in it`);
  process.exit();
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function openFixture() {
  const engine = await engineWithOwn("Compliance");
  const { dynamo } = engine;
  const clock = testClock("2026-11-20T01:00:00.000Z");
  const granted = await grantedOn(engine, clock);
  const table = engine.tables.Compliance;
  const queue: ObligationPage[] = [];
  const sent = { send: async (messages: readonly ObligationPage[]) => void queue.push(...messages) };
  const ports: PagePorts = { ...pagePorts(granted), pages: sent };
  const counts = counted(dynamo);
  const names: ObligationName[] = [];
  const factsHeard = { price: 0 };

  /** Does the pages that wait, two batches at a time, as the queue's consumer does. */
  async function drain(): Promise<void> {
    while (queue.length > 0) await eachAtOnce(queue.splice(0), 2, (page) => doPage(ports, page));
  }
  async function price(priceCny: string, volumeTonnes: string): Promise<void> {
    factsHeard.price += 1;
    const cause = { factId: randomUUID(), factType: "price-published", occurredAt: clock.now() };
    const figures = { volumeTonnes: decimal(volumeTonnes), priceCny: decimal(priceCny) };
    const stated = { market, date: "2026-11-10", source: "exchange", version: factsHeard.price };
    await hearPrice({ own: hearingPorts(granted).own, pages: sent }, { ...cause, ...stated, ...figures });
    await drain();
  }
  return {
    /** Adds entities that are short, by plain puts, as hearing of them leaves them. */
    async add(count: number): Promise<void> {
      const rows: Item[] = [];
      for (let each = 0; each < count; each += 1) {
        const partyId = randomUUID();
        const name: ObligationName = { subject: { kind: "carbon", partyId }, year };
        const named = { partyId, partyName: "Echeng Power", creditCode: "91420700MA0000015E", area: "420704" };
        const tonnes = { requiredTonnes: "1000", addedTonnes: "0", surrenderedTonnes: "0", offsetTonnes: "0", offsetLimitTonnes: "50" };
        const said = {
          kind: "surrender",
          year,
          market,
          version: 1,
          ...tonnes,
          deadlineAt: endOfDay("2026-12-31"),
          state: "open",
          named,
        } as const;
        const input: Input = {
          factId: randomUUID(),
          factType: "surrender-obligation-changed",
          occurredAt: "2026-06-01T01:00:00.000Z",
          said,
        };
        const derived = required(obligationOf(name, { inputs: [input], prices: [] }, clock.now()), "obligation");
        const row = rowOf(derived, 1);
        const listed = ports.own.obligationWrites(undefined, row).flatMap(({ write }) => (write.Put?.Item ? [write.Put.Item] : []));
        rows.push(inputRow({ subject: name.subject, place: 0, input }), obligationItem(row), ...listed.slice(1));
        names.push(name);
      }
      await putItems(dynamo, table, rows);
    },
    /** How many reads recalculating one obligation makes. */
    async readsOfOne(): Promise<number> {
      counts.reset();
      await recalculate(ports, required(names[0], "entity"));
      return counts.reads();
    },
    publish: (round: number) => price(String(60 + round), "100"),
    /** Publishes the price that stands again, in another version; returns how many obligations were written. */
    async publishSame(): Promise<number> {
      counts.reset();
      await price(String(60 + rounds - 1), "200");
      return counts.transactions();
    },
    /** The same reads and conditional writes without anything between: a page of versions, its prices, inputs and writes; and the look after them, at the page again. */
    async rawLoop(): Promise<void> {
      const query = (partition: string, range: Record<string, string> = {}) =>
        dynamo.send(
          new QueryCommand({
            ...{ TableName: table, ConsistentRead: true },
            KeyConditionExpression: range.from ? "pk = :pk AND sk BETWEEN :from AND :to" : "pk = :pk",
            ExpressionAttributeValues: {
              ":pk": { S: partition },
              ...(range.from && range.to && { ":from": { S: range.from }, ":to": { S: range.to } }),
            },
          }),
        );
      const prices = () => query(`prices#${market}`, { from: days.from, to: `${days.until}~` });
      const pages = Array.from({ length: Math.ceil(names.length / rowsPerPage) }, (_, page) =>
        names.slice(page * rowsPerPage, (page + 1) * rowsPerPage),
      );
      await eachAtOnce(pages, 2, async (page) => {
        await query(`priced#${market}#0`, { from: "2026-12-31#0", to: "2026-12-31#00" });
        const keys = page.map((name) => keyOf(obligationKey(obligationIdOf(name))));
        const versions = async (): Promise<readonly Item[]> => {
          const RequestItems = { [table]: { Keys: keys, ConsistentRead: true } };
          return (await dynamo.send(new BatchGetItemCommand({ RequestItems }))).Responses?.[table] ?? [];
        };
        const inputs = (item: Item) => query(`inputs#party:${required(item.partyId?.S, "party")}#CO2`);
        const rows = await versions();
        await prices();
        await eachAtOnce(rows, atOnce, async (item) => {
          await inputs(item);
          const version = Number(item.version?.N);
          const Put = {
            ...{ TableName: table, Item: { ...item, version: { N: String(version + 1) } }, ConditionExpression: "version = :previous" },
            ExpressionAttributeValues: { ":previous": { N: String(version) } },
          };
          await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }], ClientRequestToken: randomUUID() }));
        });
        const writtenRows = await versions();
        await prices();
        await eachAtOnce(writtenRows, atOnce, async (item) => void (await inputs(item)));
      });
    },
  };
}

/** Counts what a client sends. */
function counted(dynamo: DynamoDBClient) {
  let sent: string[] = [];
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      (given) => {
        sent.push(String(commandName));
        return next(given);
      },
    { step: "initialize" },
  );
  return {
    reset: () => {
      sent = [];
    },
    reads: () => sent.filter((name) => /^(?:Get|BatchGet|Query)/.test(name)).length,
    transactions: () => sent.filter((name) => name.startsWith("TransactWrite")).length,
  };
}
