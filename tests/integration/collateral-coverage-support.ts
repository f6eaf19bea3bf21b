import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import type { CoveragePage } from "../../functions/collateral/coverage/coverage-page.ts";
import { doPage } from "../../functions/collateral/coverage/pages.ts";
import type { CoveragePorts } from "../../functions/collateral/coverage/ports.ts";
import { type CoverageStore, coverageStore } from "../../functions/collateral/coverage/store.ts";
import { turnCoverages } from "../../functions/collateral/coverage/turns.ts";
import { valuationFacts } from "../../functions/valuation/contract.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Item } from "../../shared/store/client.ts";
import { openTable } from "../../shared/store/table.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import { CollateralWorld, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import { coverageEar } from "../support/coverage.ts";
import { engineWithOwn } from "../support/engine.ts";
import { grantedOn } from "../support/granted.ts";
import { freshQueue, type TestQueue } from "../support/queues.ts";
import { statedFacts } from "../support/stated-facts.ts";

type Body = Record<string, unknown>;
/** Thresholds of the pledges of these tests. */
export const thresholds = { watch: "1.5", marginCall: "1.25", breach: "1" };
/** The item of the permits that pledgors have. */
export const codItem = "permit/COD/liangzi-lake";

/** Coverage behind its front door, with a table of collateral and a queue of pages of its own. */
export class CoverageWorld {
  readonly collateral: CollateralWorld;
  readonly ports: CoveragePorts;
  readonly ear: (fact: Fact) => Promise<void>;
  readonly #queue: TestQueue;
  /** Facts that were heard. */
  readonly #heard = new Set<string>();

  private constructor(collateral: CollateralWorld, ports: CoveragePorts, ear: (fact: Fact) => Promise<void>, queue: TestQueue) {
    this.collateral = collateral;
    this.ports = ports;
    this.ear = ear;
    this.#queue = queue;
  }

  static async open(): Promise<CoverageWorld> {
    const collateral = await CollateralWorld.open(engineWithOwn("Collateral"));
    const { engine, clock } = collateral;
    const queue = await freshQueue();
    const pages = openQueue<CoveragePage>(queue.sqs, queue.queueUrl);
    const ports = { dynamo: engine.dynamo, clock, own: storeOn(engine.dynamo, engine.tables.Collateral), pages };
    return new CoverageWorld(collateral, ports, coverageEar(await grantedOn(engine, clock), ports), queue);
  }

  /** The ports of another process, on a client of its own. */
  portsOn(dynamo: DynamoDBClient): CoveragePorts {
    return { ...this.ports, dynamo, own: storeOn(dynamo, this.collateral.engine.tables.Collateral) };
  }

  /** Every fact that was stated in the table of collateral, in the order of their ids. */
  facts(): Promise<Fact[]> {
    return statedFacts(this.collateral.engine, () => true, ["Collateral"]);
  }

  /** Lets coverage hear every fact of collateral that it has not heard, and does all pages that follow. */
  async hears(): Promise<void> {
    for (const fact of await this.facts()) {
      if (this.#heard.has(fact.factId)) continue;
      await this.ear(fact);
      this.#heard.add(fact.factId);
    }
    await this.doPages();
  }

  /** The messages that wait in the queue of pages. */
  async waiting(): Promise<CoveragePage[]> {
    return (await this.#queue.take()).map((body) => JSON.parse(body) as CoveragePage);
  }

  /** Does pages until none is left. */
  async doPages(): Promise<void> {
    for (let pages = await this.waiting(); pages.length > 0; pages = await this.waiting())
      for (const page of pages) await doPage(this.ports, page);
  }

  /** Does what time does. */
  async turns(): Promise<void> {
    await turnCoverages(this.ports);
    await this.doPages();
  }

  /** The fact of a baseline price for the whole city. */
  price(priceCny: string, more: Partial<Body> = {}): Fact {
    const price = { item: codItem, area: "420700", period: "2026-Q1", effectiveOn: "2026-01-01", version: 1, ...more };
    const { factType, schemaVersion } = valuationFacts.baselinePricePublished;
    const factId = `baseline.${price.item.replaceAll("/", ".")}.${price.area}.${price.period}.${price.version}`;
    const envelope = {
      factId,
      factType,
      schemaVersion,
      occurredAt: this.collateral.clock.now(),
      actor: "test",
      parties: [],
      areas: ["420700"],
    };
    return {
      ...envelope,
      data: { priceCny, ...(price.item.startsWith("permit") && { pricedMonths: 60 }), documentNumber: "P-1", ...price },
    };
  }

  /** Publishes a price, and does all pages that follow. */
  async priced(priceCny: string, more: Partial<Body> = {}): Promise<void> {
    await this.ear(this.price(priceCny, more));
    await this.doPages();
  }

  /** A second later. */
  tick(): void {
    this.collateral.later(1);
  }

  /** A registered pledge with the thresholds of these tests; a second later than what was before. */
  async pledged(bank: Someone, pledgor: Pledgor, quantity: string, more: object = {}): Promise<Registered> {
    this.tick();
    return this.collateral.registered(bank, pledgor, quantity, { thresholds, ...more });
  }

  /** The coverage of a pledge as somebody reads it. */
  coverage(as: Someone | string, pledgeId: string): Promise<Body> {
    return this.collateral.read(typeof as === "string" ? as : as.subject, `/collateral/pledges/${pledgeId}/coverage`);
  }

  /** What was stated about crossings of a pledge: from what to what. */
  async crossings(pledgeId: string): Promise<string[]> {
    const facts = (await this.facts()).filter(
      ({ factType, data }) => factType === "coverage-crossed" && (data as Body).pledgeId === pledgeId,
    );
    const versionOf = ({ factId }: Fact): number => Number(factId.split(".").at(-1));
    return facts
      .sort((one, other) => versionOf(one) - versionOf(other))
      .map(({ data }) => {
        const { from, state, direction } = data as Body;
        return `${from} ${direction} ${state}`;
      });
  }

  /** All rows of coverage in the table, by key: what is derived of everything else. */
  async rows(): Promise<ReadonlyMap<string, Item>> {
    const rows = new Map<string, Item>();
    let ExclusiveStartKey: Item | undefined;
    do {
      const TableName = this.collateral.engine.tables.Collateral;
      const page = await this.ports.dynamo.send(
        new ScanCommand({ TableName, ConsistentRead: true, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
      );
      for (const item of page.Items ?? []) {
        const pk = required(item.pk?.S, "partition key");
        if (derivedRows.test(pk)) rows.set(`${pk} ${item.sk?.S}`, item);
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return rows;
  }
}

const derivedRows = /^(?:coverage|coverage-history|coverage-totals|coverage-turn|priced|prices)#|^fact#coverage-crossed/;

function storeOn(dynamo: DynamoDBClient, name: string): CoverageStore {
  return coverageStore(openTable(dynamo, name));
}
