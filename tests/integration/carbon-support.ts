import { expect } from "vitest";
import { api as officeApi } from "../../functions/carbon/api.ts";
import { runDeadlines } from "../../functions/carbon/deadlines/deadlines.ts";
import { type AllowancePorts, allowancePorts } from "../../functions/carbon/ports.ts";
import { commit, type WriteFragment } from "../../shared/store/transaction.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { type Answer, frontDoor, jointly, type Request } from "../support/front-door.ts";
import { type Granted, grantedOn } from "../support/granted.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";

/** An enterprise that emits, and one of its people. */
export interface Entity {
  readonly subject: string;
  readonly partyId: string;
  readonly creditCode: string;
}

type Body = Record<string, unknown>;
type OpenedApi = ReturnType<typeof officeApi.open>;

/** Carbon behind its front door, on a table of its own; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export class CarbonWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly ports: AllowancePorts;
  /** A colleague approves at once what waits for a second person. */
  readonly call: (request: Request) => Promise<Answer>;
  /** As entered: what waits for a second person stays so. */
  readonly enter: (request: Request) => Promise<Answer>;
  readonly bureau: string;
  readonly district: string;

  private constructor(
    engine: Engine,
    clock: TestClock,
    ports: AllowancePorts,
    { call, enter }: Pick<CarbonWorld, "call" | "enter">,
    { bureau, district }: Pick<CarbonWorld, "bureau" | "district">,
  ) {
    this.engine = engine;
    this.clock = clock;
    this.ports = ports;
    this.call = call;
    this.enter = enter;
    this.bureau = bureau;
    this.district = district;
  }

  /** Opens the office's API, and those of other parts besides. */
  static async open(...others: readonly { readonly open: (granted: Granted) => OpenedApi }[]): Promise<CarbonWorld> {
    const engine = await engineWithOwn("Carbon");
    const clock = testClock();
    const granted = await grantedOn(engine, clock);
    const bureau = await givenMember(engine, { role: "regulator", area: "420700" });
    const district = await givenMember(engine, { role: "district", area: "420704" });
    const people = { bureau: bureau.subject, district: district.subject };
    const enter = frontDoor(jointly([officeApi, ...others].map((each) => each.open(granted))));
    return new CarbonWorld(engine, clock, allowancePorts(granted), { enter, call: approvedByColleague(engine, enter) }, people);
  }

  /** Sends a command that must be accepted; returns its response. */
  async done(request: Request): Promise<Body> {
    const answer = await this.call(request);
    expect(answer, answer.text).toMatchObject({ status: expect.toSatisfy((status: number) => status < 202) });
    return answer.body as Body;
  }

  /** Sends a command that must be refused; returns its problem and the problem's code. */
  async refused(request: Request): Promise<Body> {
    const answer = await this.call(request);
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
    const problem = answer.body as Body;
    return { ...problem, code: String(problem.type).replace("/problems/", "") };
  }

  /** Reads a path; it must be there. */
  read(as: string, path: string): Promise<Body> {
    return this.done({ as, method: "GET", path });
  }

  /** An enterprise, in Echeng District by default. */
  async enterprise(area = "420704"): Promise<Entity> {
    const creditCode = freshCreditCode();
    const { subject, partyId } = await givenMember(this.engine, { role: "enterprise", area, party: { creditCode } });
    return { subject, partyId, creditCode };
  }

  /** A call of the bureau that puts an enterprise on the list of a year. */
  listing({ partyId }: Pick<Entity, "partyId">, year: string, more: object = {}): Request {
    const body = { market: "hubei", sector: "水泥", generates: false, documentNumber: "EZ-1", ...more };
    return { as: this.bureau, method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body };
  }

  /** An enterprise on the list of a year. */
  async keyEntity(year: string, more: object = {}, area?: string): Promise<Entity> {
    const entity = await this.enterprise(area);
    await this.done(this.listing(entity, year, more));
    return entity;
  }

  /** Commits writes that another part's command would commit. */
  async commit(...writes: readonly WriteFragment<never>[]): Promise<void> {
    expect(await commit(this.engine.dynamo, writes)).toMatchObject({ kind: "committed" });
  }

  /** Moves the clock, and does what is due by then. */
  async due(at: string): Promise<void> {
    this.clock.moveTo(at);
    await runDeadlines(this.ports);
  }
}
