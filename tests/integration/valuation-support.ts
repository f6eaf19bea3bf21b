import { expect } from "vitest";
import { api } from "../../functions/valuation/api.ts";
import { valuationFacts } from "../../functions/valuation/contract.ts";
import { bookPriceFile } from "../../functions/valuation/imports/book-file.ts";
import { priceColumns } from "../../functions/valuation/imports/read-price-file.ts";
import { type ValuationPorts, valuationPorts } from "../../functions/valuation/ports.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { type Answer, frontDoor, type Request } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";
import { storedFacts } from "../support/stored-facts.ts";

const header = Object.keys(priceColumns).join();
type Body = Record<string, unknown>;

/** Valuation behind its front door with a table of its own; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export class PriceWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly ports: ValuationPorts;
  /** As entered: what waits for a second person stays so. */
  readonly enter: (request: Request) => Promise<Answer>;
  readonly call: (request: Request) => Promise<Answer>;
  readonly operator: string;

  private constructor(
    engine: Engine,
    clock: TestClock,
    ports: ValuationPorts,
    enter: (request: Request) => Promise<Answer>,
    operator: string,
  ) {
    this.engine = engine;
    this.clock = clock;
    this.ports = ports;
    this.enter = enter;
    this.call = approvedByColleague(engine, enter);
    this.operator = operator;
  }

  static async open(): Promise<PriceWorld> {
    const engine = await engineWithOwn("Valuation");
    const clock = testClock();
    const granted = await grantedOn(engine, clock);
    const { subject } = await givenMember(engine, { role: "operator" });
    return new PriceWorld(engine, clock, valuationPorts(granted), frontDoor(api.open(granted)), subject);
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

  /** What the public reads below `/valuation/prices`. */
  async read(path: string): Promise<Body> {
    return this.done({ method: "GET", path: `/valuation/prices/${path}` });
  }

  booking(date: string, more: object = {}): Request {
    const price = { market: "national", source: "exchange", volumeTonnes: "100", priceCny: "60", documentNumber: "CNEEEX daily" };
    return { as: this.operator, method: "POST", path: "/valuation/prices", body: { ...price, date, ...more } };
  }

  correction(date: string, corrects: number, more: object = {}): Request {
    const figures = { volumeTonnes: "100", priceCny: "61", documentNumber: "CNEEEX daily, corrected" };
    const path = `/valuation/prices/national/days/${date}/sources/exchange/corrections`;
    return { as: this.operator, method: "POST", path, body: { ...figures, corrects, reason: "misprint", ...more } };
  }

  importing(lines: readonly string[]): Request {
    const file = Buffer.from([header, ...lines].join("\n")).toString("base64");
    return { as: this.operator, method: "POST", path: "/valuation/price-imports", body: { file, documentNumber: "list of 2026" } };
  }

  /** Books an accepted file, as the consumer does. */
  book({ importId }: Body): Promise<void> {
    return bookPriceFile(this.ports, String(importId));
  }

  /** Facts of prices, by id. */
  async published() {
    const facts = await storedFacts(this.engine, valuationFacts.pricePublished, () => true, "Valuation");
    return facts.toSorted((one, other) => (one.factId < other.factId ? -1 : 1));
  }
}
