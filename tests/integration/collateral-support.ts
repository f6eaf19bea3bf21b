import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type ChangesPorts, changesPorts } from "../../functions/collateral/changes/ports.ts";
import { type FilingPorts, filingPorts } from "../../functions/collateral/filing/ports.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { collateralDoor, type FurtherApi } from "../support/collateral-door.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { freshCreditCode, givenCodeClaim, givenMember, givenSite } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";
import { anEntry } from "./permits-support.ts";

type Body = Record<string, unknown>;
/** A member and one of its people. */
export interface Someone {
  readonly subject: string;
  readonly partyId: string;
  readonly name: string;
  readonly creditCode: string;
}
/** A firm with a site that holds permits. */
export interface Pledgor extends Someone {
  readonly siteId: string;
  readonly account: string;
  readonly instrument: string;
}

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/** Collateral behind its front door on the shared engine; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export class CollateralWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly ports: FilingPorts & ChangesPorts;
  /** A colleague approves at once what waits for a second person. */
  readonly call: (request: Request) => Promise<Answer>;
  /** As entered: what waits for a second person stays so. */
  readonly enter: (request: Request) => Promise<Answer>;
  readonly bureau: string;
  readonly operator: string;

  private constructor(
    { engine, clock, ports }: Pick<CollateralWorld, "engine" | "clock" | "ports">,
    { call, enter }: Pick<CollateralWorld, "call" | "enter">,
    { bureau, operator }: Pick<CollateralWorld, "bureau" | "operator">,
  ) {
    this.engine = engine;
    this.clock = clock;
    this.ports = ports;
    this.call = call;
    this.enter = enter;
    this.bureau = bureau;
    this.operator = operator;
  }

  /** Opens all of collateral, by default on the shared engine, and API functions of other contexts besides. */
  static async open(on: Promise<Engine> = sharedEngine(), others: readonly FurtherApi[] = []): Promise<CollateralWorld> {
    const engine = await on;
    const clock = testClock();
    const granted = await grantedOn(engine, clock);
    const bureau = await givenMember(engine, { role: "regulator", area: "420700" });
    const operator = await givenMember(engine, { role: "operator", area: "420700" });
    const enter = collateralDoor(granted, others);
    const call = approvedByColleague(engine, enter);
    const people = { bureau: bureau.subject, operator: operator.subject };
    return new CollateralWorld({ engine, clock, ports: { ...filingPorts(granted), ...changesPorts(granted) } }, { call, enter }, people);
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

  /** A bank. */
  bank(name?: string): Promise<Someone> {
    return this.#member("bank", name);
  }

  /** A firm with a site in Echeng that holds some tonnes of a permit. */
  async pledgor(tonnes = "10", instrument = "permit/COD/liangzi-lake/2025-01/2029-12"): Promise<Pledgor> {
    const someone = await this.#member("enterprise");
    const site = await givenSite(this.engine, someone.partyId, { area: "420704", basin: "liangzi-lake" });
    const account = `site:${site.siteId}`;
    await this.credit(account, instrument, tonnes);
    return { ...someone, siteId: site.siteId, account, instrument };
  }

  /** Gives an account some of an instrument. */
  async credit(account: string, instrument: string, quantity: string): Promise<void> {
    const entry = anEntry<never>(this);
    entry.transfer({ instrument, from: "issue:0", to: account, quantity: decimal(quantity) });
    expect(await commit(this.engine.dynamo, entry.writes())).toMatchObject({ kind: "committed" });
  }

  /** The draft of a pledge on free tonnes of a firm. */
  draft(bank: Someone, pledgor: Pledgor, quantity: string, more: object = {}): Request {
    const body = {
      pledgorId: pledgor.partyId,
      amountKind: "principal",
      amountCny: "20000",
      currency: "CNY",
      contractNumber: `C-${randomUUID().slice(0, 8)}`,
      contractDate: "2026-03-01",
      contractSha256: sha,
      consentSha256: sha,
      from: "2026-03-01",
      until: "2028-02-29",
      parts: [{ account: pledgor.account, instrument: pledgor.instrument, quantity }],
      appraisedCny: "30000",
      appraisedOn: "2026-03-01",
      ...more,
    };
    return { as: bank.subject, method: "POST", path: "/collateral/pledges", body };
  }

  /** A step of a pledge. */
  step(as: Someone, pledgeId: string, step: string, body: object = {}): Request {
    return { as: as.subject, method: "POST", path: `/collateral/pledges/${pledgeId}/${step}`, body };
  }

  /** A pledge that its pledgor has confirmed. */
  async confirmed(bank: Someone, pledgor: Pledgor, quantity: string, more: object = {}): Promise<string> {
    const { pledgeId } = await this.done(this.draft(bank, pledgor, quantity, more));
    await this.done(this.step(pledgor, String(pledgeId), "confirmation"));
    return String(pledgeId);
  }

  /** A registered pledge. */
  async registered(bank: Someone, pledgor: Pledgor, quantity: string, more: object = {}): Promise<Registered> {
    const pledgeId = await this.confirmed(bank, pledgor, quantity, more);
    const body = await this.done(this.step(bank, pledgeId, "registration"));
    return body as unknown as Registered;
  }

  /** What is free and held of a firm's permits. */
  async position({ account, instrument }: Pick<Pledgor, "account" | "instrument">) {
    const { available, held, heldFor } = await this.ports.ledger.position(account, instrument);
    const purposes = Object.entries(heldFor).map(([purpose, each]) => [purpose, each.toString()]);
    return { available: available.toString(), held: held.toString(), heldFor: Object.fromEntries(purposes) };
  }

  async #member(role: "bank" | "enterprise", name?: string): Promise<Someone> {
    const creditCode = freshCreditCode();
    const party = { creditCode, ...(name !== undefined && { name }) };
    const made = await givenMember(this.engine, { role, area: role === "bank" ? "420700" : "420704", party });
    await givenCodeClaim(this.engine, { creditCode, partyId: made.partyId });
    return { subject: made.subject, partyId: made.partyId, creditCode, name: made.party.name };
  }
}

/** A registered pledge, as it is answered. */
export interface Registered {
  readonly pledgeId: string;
  readonly state: string;
  readonly registered: { readonly at: string; readonly number: string };
  readonly slices: readonly { readonly sliceId: string; readonly quantity: string; readonly rank: number; readonly frozen: boolean }[];
}

/** The part of a junior pledge that joins a slice. */
export function joining(pledgor: Pledgor, senior: Registered, quantity: string, accepted = [senior.registered.number]) {
  const { account, instrument } = pledgor;
  return { parts: [{ account, instrument, quantity, sliceId: senior.slices[0]?.sliceId }], acceptedSeniors: accepted };
}
