import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { baselineFacts } from "../../functions/valuation/baseline/contract-facts.ts";
import { valuation } from "../../functions/valuation/deployment.ts";
import { segments } from "../../functions/valuation/values/position-page.ts";
import { type ValuesStore, valuesStore } from "../../functions/valuation/values/store.ts";
import type { PositionName } from "../../functions/valuation/values/value.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import type { FactOf } from "../../shared/kernel/fact.ts";
import { stripeOf } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { decodeFact } from "../../shared/store/fact-store.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import type { BaselinePrice } from "../../shared/valuation/baseline-price.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { type Granted, grantedOn } from "../support/granted.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { type ValuesEar, valuesEar } from "../support/values.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

/** A site with a permit, and the person who acts for its owner. */
export interface Holder extends PositionName {
  readonly subject: string;
  readonly partyId: string;
  readonly siteId: string;
}

/** A price as a test publishes it; the rest is usual: 8,790 CNY for sixty months in the whole city. */
export type GivenPrice = Partial<BaselinePrice> & { readonly occurredAt?: string };

type PriceFact = FactOf<typeof baselineFacts.baselinePricePublished>;

/** Values behind the front door, and what hears of prices and transfers; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export class ValuesWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly granted: Granted;
  readonly api: WholeApi;
  readonly ear: ValuesEar;
  readonly values: ValuesStore;
  /** A pool of its own for each test: what is valued together is an item. */
  pool = "";

  private constructor(engine: Engine, clock: TestClock, granted: Granted, api: WholeApi) {
    this.engine = engine;
    this.clock = clock;
    this.granted = granted;
    this.api = api;
    this.ear = valuesEar(granted);
    this.values = valuesStore(openTable(engine.dynamo, engine.tables.Values));
    this.inNewPool();
  }

  static async open(start?: string): Promise<ValuesWorld> {
    const engine = await engineWithOwn("Values");
    const clock = testClock(start);
    const granted = await grantedOn(engine, clock);
    return new ValuesWorld(engine, clock, granted, await openWholeApi(engine, clock, { of: [valuation] }));
  }

  /** From now on prices and permits are those of a pool that nobody else uses. */
  inNewPool(): this {
    this.pool = `pool-${randomUUID()}`;
    this.ear.waiting.length = 0;
    return this;
  }

  get item(): string {
    return `permit/COD/${this.pool}`;
  }

  /** A site in an area that holds so much of a permit, which is heard of. By default 25 months of its term have not begun. */
  async holder(given: { tonnes?: string; area?: string; term?: readonly [string, string]; segment?: number } = {}): Promise<Holder> {
    const { tonnes = "10", area = "420704", term = ["2023-05", "2028-04"], segment } = given;
    const { subject, partyId } = await givenMember(this.engine, { role: "enterprise", area });
    let siteId: string = randomUUID();
    while (segment !== undefined && stripeOf(siteAccount(siteId), segments) !== segment) siteId = randomUUID();
    await givenSite(this.engine, partyId, { siteId, area });
    const holder = { subject, partyId, siteId, account: siteAccount(siteId), instrument: [this.item, ...term].join("/") };
    await this.ear.hear(await this.credit(holder, tonnes));
    return holder;
  }

  /** Credits more to a position, or takes it away where it is negative; returns the fact of the entry, which nobody has heard yet. */
  async credit({ account, instrument }: PositionName, tonnes: string): Promise<FactOf<typeof transferFact>> {
    const envelope = { factId: randomUUID(), occurredAt: this.clock.now(), actor: "test", parties: [], areas: ["420700"] };
    const entry = new LedgerEntry<never>(this.engine.tables.Ledger, { ...envelope, cause: { kind: "test", reference: "test" } });
    const change = decimal(tonnes);
    const [from, to] = change.lt(0) ? [account, "retired:0"] : ["issue:0", account];
    entry.transfer({ instrument, from, to, quantity: change.abs() });
    const writes = entry.writes();
    await commit(this.engine.dynamo, writes);
    const stated = writes.flatMap(({ write }) => (write.Put?.Item?.factType ? [decodeFact(write.Put.Item)] : []))[0];
    const fact = required(stated, "fact of the entry");
    return { ...fact, data: transferFact.data.parse(fact.data) };
  }

  /** The fact of a price of the pool. */
  priceFact({ occurredAt = this.clock.now(), ...given }: GivenPrice = {}): PriceFact {
    const usual = {
      item: this.item,
      area: "420700",
      period: "2026-Q1",
      effectiveOn: "2026-01-01",
      version: 1,
      priceCny: "8790",
      pricedMonths: 60,
    };
    const price = { ...usual, ...given };
    const factId = `baseline.${price.item.replaceAll("/", ".")}.${price.area}.${price.period}.${price.version}`;
    const envelope = { factId, factType: "baseline-price-published", schemaVersion: 1, occurredAt, actor: "test" } as const;
    return { ...envelope, parties: [], areas: [price.area], data: { ...price, documentNumber: "EZ-1" } };
  }

  /** Publishes a price and does all pages. */
  async publish(given: GivenPrice = {}): Promise<string> {
    const fact = this.priceFact(given);
    await this.ear.hear(fact);
    await this.ear.drain();
    return fact.factId;
  }

  /** Moves the clock, and does what time does. */
  async moveTo(instant: string): Promise<void> {
    this.clock.moveTo(instant);
    await this.ear.turn();
    await this.ear.drain();
  }

  /** Every value that a position has had, the latest first, in few words. */
  async history(position: PositionName): Promise<string[]> {
    const { items } = await this.values.values(position, { limit: 100 });
    return items.map(
      ({ asOf, entry, quantity, priceCny, priceVersion, valueCny }) =>
        `${asOf}: ${plain(quantity)} t after entry ${entry} at ${priceCny} (version ${priceVersion}) = ${valueCny.toFixed(2)}`,
    );
  }

  get(as: string, path: string) {
    return this.api.call({ as, method: "GET", path: `/valuation/${path}` });
  }

  /** What a read that must be allowed answers. */
  async read(as: string, path: string): Promise<Record<string, unknown>> {
    const answer = await this.get(as, path);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as Record<string, unknown>;
  }
}

/** The query that names a position of a site. */
export function queryOf({ siteId, instrument }: Holder): string {
  return new URLSearchParams({ siteId, instrument }).toString();
}
