import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { api } from "../../functions/surplus/api.ts";
import { type SurplusPorts, surplusPorts } from "../../functions/surplus/ports.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { mainAccount, siteAccount } from "../../shared/ledger/account.ts";
import type { HoldPurpose } from "../../shared/ledger/hold.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { countingPart } from "../../shared/permits/counting.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { type Answer, frontDoor, type Request } from "../support/front-door.ts";
import { grantedOn } from "../support/granted.ts";
import { givenMember } from "../support/members.ts";
import { approvedByColleague } from "../support/second-person.ts";
import { anEntry, givenEnterprise } from "./permits-support.ts";

/** A holder with a permit of COD in Liangzi Lake. */
export interface Holder {
  readonly subject: string;
  readonly partyId: string;
  readonly siteId: string;
  readonly account: string;
  readonly instrument: string;
}

/** Surplus behind its front door; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export class SurplusWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly ports: SurplusPorts;
  readonly call: (request: Request) => Promise<Answer>;
  /** As entered: what waits for a second person stays so. */
  readonly enter: (request: Request) => Promise<Answer>;
  readonly bureau: string;

  private constructor(engine: Engine, clock: TestClock, ports: SurplusPorts, enter: (request: Request) => Promise<Answer>, bureau: string) {
    this.engine = engine;
    this.clock = clock;
    this.ports = ports;
    this.enter = enter;
    this.call = approvedByColleague(engine, enter);
    this.bureau = bureau;
  }

  static async open(): Promise<SurplusWorld> {
    const engine = await sharedEngine();
    const clock = testClock();
    const granted = await grantedOn(engine, clock);
    const bureau = await givenMember(engine, { role: "regulator", area: "420700" });
    return new SurplusWorld(engine, clock, surplusPorts(granted), frontDoor(api.open(granted)), bureau.subject);
  }

  /** Sends a command that must be accepted; returns its response. */
  async done(request: Request): Promise<Record<string, unknown>> {
    const answer = await this.call(request);
    expect(answer, answer.text).toMatchObject({ status: expect.toSatisfy((status: number) => status < 202) });
    return answer.body as Record<string, unknown>;
  }

  /** Sends a command that must be refused; returns its problem and the problem's code. */
  async refused(request: Request): Promise<Record<string, unknown>> {
    const answer = await this.call(request);
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
    const problem = answer.body as Record<string, unknown>;
    return { ...problem, code: String(problem.type).replace("/problems/", "") };
  }

  /** An enterprise in Gedian whose site holds so many tonnes of a permit from 2026 to 2028. */
  async holder(tonnes = "10", term: readonly [string, string] = ["2026-01", "2028-12"]): Promise<Holder> {
    const { subject, partyId, site } = await givenEnterprise(this.engine);
    const holder = {
      subject,
      partyId,
      siteId: site.siteId,
      account: siteAccount(site.siteId),
      instrument: permit("COD", "liangzi-lake", ...term),
    };
    await this.credit(holder, tonnes);
    return holder;
  }

  /** Credits more of a permit to a site. */
  async credit({ account, instrument }: Pick<Holder, "account" | "instrument">, tonnes: string): Promise<void> {
    const entry = anEntry<never>(this);
    entry.transfer({ instrument, from: "issue:0", to: account, quantity: decimal(tonnes) });
    await commit(this.engine.dynamo, entry.writes());
  }

  /** Holds a part of a permit for a purpose. */
  async hold({ account, instrument }: Holder, tonnes: string, purpose: HoldPurpose, beneficiary?: string): Promise<string> {
    const holdId = randomUUID();
    const entry = anEntry<{ code: "none" }>(this);
    const request = { holdId, account, instrument, quantity: decimal(tonnes), purpose, shortage: { code: "none" } } as const;
    entry.hold({ ...request, ...(beneficiary && { beneficiary }) });
    await commit(this.engine.dynamo, entry.writes());
    return holdId;
  }

  /** Gives back what is held. */
  async free({ account, instrument }: Holder, holdId: string): Promise<void> {
    const entry = anEntry<never>(this);
    entry.voidRest(required(await this.ports.ledger.hold(account, instrument, holdId), "hold"));
    await commit(this.engine.dynamo, entry.writes());
  }

  certification({ partyId, siteId, instrument }: Holder, tonnes: string, more: object = {}): Request {
    const measure = { kind: "treatment", measure: "second stage of treatment", startMonth: "2026-02", paidBy: "enterprise" };
    const body = { partyId, siteId, instrument, tonnes, ...measure, documentNumber: "EZ-2026-9", ...more };
    return { as: this.bureau, method: "POST", path: "/surplus/certificates", body };
  }

  storing({ subject }: Holder, certificateId: unknown, tonnes: string): Request {
    return { as: subject, method: "POST", path: "/surplus/storages", body: { certificateId, tonnes } };
  }

  /** Certifies and stores. */
  async stored(holder: Holder, tonnes: string): Promise<string> {
    const { certificateId } = await this.done(this.certification(holder, tonnes));
    return String((await this.done(this.storing(holder, certificateId, tonnes))).storageId);
  }

  buyingBack({ subject }: Holder, storageId: string, tonnes: string, priceVersion: number): Request {
    return { as: subject, method: "POST", path: `/surplus/storages/${storageId}/buy-backs`, body: { tonnes, priceVersion } };
  }

  /** Publishes a price; returns its version. */
  async price(priceCnyPerTonneYear: string): Promise<number> {
    const body = { priceCnyPerTonneYear, source: "bureau's price list", documentNumber: "EZ-2026-7" };
    const path = "/surplus/buy-back-prices/liangzi-lake/COD";
    return Number((await this.done({ as: this.bureau, method: "POST", path, body })).version);
  }

  /** What the fund has. */
  async fund(): Promise<string> {
    return plain((await this.ports.ledger.position(mainAccount("buy-back"), CNY)).available);
  }

  /** Sets what the fund has, from or to the bank. */
  async setFund(amount: string): Promise<void> {
    const change = decimal(amount).minus(await this.fund());
    if (change.isZero()) return;
    const entry = anEntry<never>(this);
    const [from, to] = change.gt(0) ? ["bank:0", mainAccount("buy-back")] : [mainAccount("buy-back"), "bank:0"];
    entry.transfer({ instrument: CNY, from, to, quantity: change.abs() });
    await commit(this.engine.dynamo, entry.writes());
  }

  recovering({ partyId, siteId }: Holder, more: object = {}): Request {
    const order = { ground: "closure", reason: "closed by order", documentNumber: "EZ-2026-8", paidPermits: [], ...more };
    return { as: this.bureau, method: "POST", path: "/surplus/recoveries", body: { partyId, siteId, ...order } };
  }

  /** What a site has of its permit: available, held, and what counts. */
  async site({ account, instrument }: Holder): Promise<{ available: string; held: string; counting: string }> {
    const position = await this.ports.ledger.position(account, instrument);
    return { available: plain(position.available), held: plain(position.held), counting: plain(countingPart(position)) };
  }
}
