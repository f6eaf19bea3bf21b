import { expect } from "vitest";
import { api } from "../../functions/valuation/api.ts";
import { baselineFacts } from "../../functions/valuation/baseline/contract-facts.ts";
import { indexFacts } from "../../functions/valuation/index/contract-facts.ts";
import { indexReactions } from "../../functions/valuation/index/recompute.ts";
import { type ValuationPorts, valuationPorts } from "../../functions/valuation/ports.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { firstDayOf } from "../../shared/valuation/price-periods.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { type Answer, frontDoor, type Request } from "../support/front-door.ts";
import { type Granted, grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";
import { storedFacts } from "../support/stored-facts.ts";

type Body = Record<string, unknown>;
export const cod = "permit/COD/liangzi-lake";
export const so2 = "permit/SO2/ezhou";
const city = "420700";

/** Baseline prices and indexes behind the front door with tables of their own; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export class BaselineWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly granted: Granted;
  readonly ports: ValuationPorts;
  /** As entered: what waits for a second person stays so. */
  readonly enter: (request: Request) => Promise<Answer>;
  readonly call: (request: Request) => Promise<Answer>;
  readonly operator: string;

  private constructor(engine: Engine, clock: TestClock, granted: Granted, operator: string) {
    this.engine = engine;
    this.clock = clock;
    this.granted = granted;
    this.ports = valuationPorts(granted);
    this.enter = frontDoor(api.open(granted));
    this.call = approvedByColleague(engine, this.enter);
    this.operator = operator;
  }

  static async open(): Promise<BaselineWorld> {
    const engine = await engineWithOwn("Valuation", "Values");
    const clock = testClock();
    const { subject } = await givenMember(engine, { role: "operator" });
    return new BaselineWorld(engine, clock, await grantedOn(engine, clock), subject);
  }

  /** Sends a command that must be accepted; returns its response. */
  async done(request: Request): Promise<Body> {
    const answer = await this.call(request);
    expect(answer, answer.text).toMatchObject({ status: expect.toSatisfy((status: number) => status < 202) });
    return answer.body as Body;
  }

  /** Sends a call that must be refused; returns its problem and the problem's code. */
  async refused(request: Request): Promise<Body> {
    const answer = await this.call(request);
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
    const problem = answer.body as Body;
    return { ...problem, code: String(problem.type).replace("/problems/", "") };
  }

  /** What the public reads below `/valuation`. */
  async read(path: string, query: Record<string, string> = {}): Promise<Body> {
    return this.done({ method: "GET", path: asked(path, query) });
  }

  /** Rows of a list that the public reads. */
  async list(path: string, query: Record<string, string> = {}): Promise<Body[]> {
    return (await this.read(path, query)).items as Body[];
  }

  /** Publishes a price of a period, from its first day on unless `more` says otherwise. */
  publishing(item: string, period: string, priceCny: string, more: Body = {}): Request {
    const body = { item, area: city, period, effectiveOn: firstDayOf(period), priceCny, documentNumber: "EZ-2026-1", ...more };
    return { as: this.operator, method: "POST", path: "/valuation/baseline-prices", body };
  }

  async publish(item: string, period: string, priceCny: string, more: Body = {}): Promise<Body> {
    this.tick();
    return this.done(this.publishing(item, period, priceCny, more));
  }

  correcting(item: string, period: string, corrects: number, priceCny: string, more: Body = {}): Request {
    const priceId = `${item.replaceAll("/", ".")}.${city}.${period}`;
    const body = { priceCny, documentNumber: "EZ-2026-2", corrects, reason: "misprint", ...more };
    return { as: this.operator, method: "POST", path: `/valuation/baseline-prices/${priceId}/corrections`, body };
  }

  async correct(item: string, period: string, corrects: number, priceCny: string, more: Body = {}): Promise<Body> {
    this.tick();
    return this.done(this.correcting(item, period, corrects, priceCny, more));
  }

  basket(indexId: string, period: string, weights: Record<string, string | readonly [weight: string, basePriceCny: string]>): Request {
    const items = Object.entries(weights).map(([item, given]) => {
      const [weight, basePriceCny] = typeof given === "string" ? [given] : given;
      return { item, area: city, weight, ...(basePriceCny !== undefined && { basePriceCny }) };
    });
    const body = { period, items, documentNumber: "EZ-2026-3" };
    return { as: this.operator, method: "POST", path: `/valuation/indexes/${indexId}/baskets`, body };
  }

  /** A second later. */
  tick(): void {
    this.clock.moveTo(plusSeconds(this.clock.now(), 1));
  }

  /** Facts of prices that were published, by id. */
  async published() {
    const facts = await storedFacts(this.engine, baselineFacts.baselinePricePublished, () => true, "Valuation");
    return facts.toSorted((one, other) => (one.factId < other.factId ? -1 : 1));
  }

  /** Facts that computing indexes hears, in the order in which they were stated. */
  async heard(): Promise<Fact[]> {
    const baskets = await storedFacts(this.engine, indexFacts.indexBasketPublished, () => true, "Valuation");
    return [...(await this.published()), ...baskets].toSorted((one, other) => (one.occurredAt < other.occurredAt ? -1 : 1));
  }

  /** Lets the index hear facts, as its consumer does. */
  async hear(facts: readonly Fact[]): Promise<void> {
    const reactions = indexReactions(this.ports) as Readonly<Record<string, (fact: Fact) => Promise<void>>>;
    for (const fact of facts) await reactions[fact.factType]?.(fact);
  }

  /** Facts of points, by id. */
  async indexFacts() {
    const facts = await storedFacts(this.engine, indexFacts.indexPublished, () => true, "Valuation");
    return facts.toSorted((one, other) => (one.factId < other.factId ? -1 : 1));
  }

  /** Points of an index by period. */
  async points(indexId: string): Promise<Body[]> {
    return (await this.list(`indexes/${indexId}/points`)).toReversed();
  }
}

function asked(path: string, query: Record<string, string>): string {
  const search = new URLSearchParams(query).toString();
  return `/valuation/${path}${search && `?${search}`}`;
}
