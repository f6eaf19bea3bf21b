import { randomUUID } from "node:crypto";
import { type ChangesPorts, changesPorts } from "../../functions/collateral/changes/ports.ts";
import { type FilingPorts, filingPorts } from "../../functions/collateral/filing/ports.ts";
import type { Freeze } from "../../functions/collateral/freezes/rows.ts";
import { statementsPorts } from "../../functions/records/statements/ports.ts";
import { transferRecorder } from "../../functions/records/statements/record-transfer.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { type TransferData, transferFact } from "../../shared/ledger/contract.ts";
import { commit } from "../../shared/store/transaction.ts";
import { anEntry } from "../integration/permits-support.ts";
import { type TestClock, testClock } from "./clock.ts";
import { collateralDoor, type FurtherApi } from "./collateral-door.ts";
import { type Engine, sharedEngine } from "./engine.ts";
import type { Answer, Request } from "./front-door.ts";
import { type Granted, grantedOn } from "./granted.ts";
import { freshCreditCode, givenCodeClaim, givenLicenceClaim, givenMember, givenSite } from "./members.ts";
import { documentSha256, pledgeTerms, shownByRegistry } from "./pledge-terms.ts";
import { approvedByColleague } from "./second-person.ts";
import { storedFacts } from "./stored-facts.ts";

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
  readonly licenceNumber: string;
  readonly account: string;
  readonly instrument: string;
}

/** Where others open a world: an engine with a clock, and doors that know more than collateral. */
type House = Pick<CollateralWorld, "engine" | "clock" | "granted" | "call" | "enter">;
/** Some of a firm's permits. */
type Position = Pick<Pledgor, "account" | "instrument">;

/** Collateral behind its front door on the shared engine; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export class CollateralWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  /** What the functions of collateral are granted. */
  readonly granted: Granted;
  readonly ports: FilingPorts & ChangesPorts;
  /** A colleague approves at once what waits for a second person. */
  readonly call: (request: Request) => Promise<Answer>;
  /** As entered: what waits for a second person stays so. */
  readonly enter: (request: Request) => Promise<Answer>;
  readonly bureau: string;
  readonly operator: string;

  private constructor({ engine, clock, granted, call, enter }: House, { bureau, operator }: Pick<CollateralWorld, "bureau" | "operator">) {
    this.engine = engine;
    this.clock = clock;
    this.granted = granted;
    this.ports = { ...filingPorts(granted), ...changesPorts(granted) };
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
    const enter = collateralDoor(granted, others);
    return CollateralWorld.within({ engine, clock, granted, call: approvedByColleague(engine, enter), enter });
  }

  /** The world of collateral behind the doors of another. */
  static async within(house: House): Promise<CollateralWorld> {
    const bureau = await givenMember(house.engine, { role: "regulator", area: "420700" });
    const operator = await givenMember(house.engine, { role: "operator", area: "420700" });
    return new CollateralWorld(house, { bureau: bureau.subject, operator: operator.subject });
  }

  /** Some seconds later, by default a minute; returns the time then. */
  later(seconds = 60): string {
    this.clock.moveTo(plusSeconds(this.clock.now(), seconds));
    return this.clock.now();
  }

  /** Sends a command that must be accepted; returns its response. */
  async done(request: Request): Promise<Body> {
    const answer = await this.call(request);
    invariant(answer.status < 202, `${request.method} ${request.path} was not accepted: ${answer.status} ${answer.text}`);
    return answer.body as Body;
  }

  /** Sends a command that must be refused; returns its problem and the problem's code. */
  async refused(request: Request): Promise<Body> {
    const answer = await this.call(request);
    invariant(answer.status >= 400, `${request.method} ${request.path} was not refused: ${answer.status} ${answer.text}`);
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

  /** A firm with a licensed site in Echeng that holds some tonnes of a permit. */
  async pledgor(tonnes = "10", instrument = "permit/COD/liangzi-lake/2025-01/2029-12", name?: string): Promise<Pledgor> {
    const someone = await this.#member("enterprise", name);
    const licenceNumber = `${someone.creditCode}001P`;
    const site = await givenSite(this.engine, someone.partyId, { area: "420704", basin: "liangzi-lake", licenceNumber });
    await givenLicenceClaim(this.engine, site);
    const account = `site:${site.siteId}`;
    await this.credit(account, instrument, tonnes);
    return { ...someone, siteId: site.siteId, licenceNumber, account, instrument };
  }

  /** Gives an account some of an instrument, newly issued or from another account. */
  async credit(account: string, instrument: string, quantity: string, from = "issue:0"): Promise<void> {
    const entry = anEntry<never>(this);
    entry.transfer({ instrument, from, to: account, quantity: decimal(quantity) });
    const { kind } = await commit(this.engine.dynamo, entry.writes());
    invariant(kind === "committed", `${quantity} of ${instrument} for ${account}: ${kind}`);
  }

  /** Records all entries of the ledger that moved something of an account, as the subscriber does. */
  async recorded({ account }: Pick<Pledgor, "account">): Promise<void> {
    const recorder = transferRecorder(statementsPorts(this.granted));
    const moved = ({ data: { postings } }: { readonly data: TransferData }) => postings.some((posting) => posting.account === account);
    for (const fact of await storedFacts(this.engine, transferFact, moved, "Ledger")) await recorder(fact);
  }

  /** The draft of a pledge on free tonnes of a firm. */
  draft(bank: Someone, pledgor: Pledgor, quantity: string, more: object = {}): Request {
    const body = {
      ...pledgeTerms("2026-03-01", { until: "2028-02-29", amountCny: "20000", appraisedCny: "30000" }),
      pledgorId: pledgor.partyId,
      parts: [{ account: pledgor.account, instrument: pledgor.instrument, quantity }],
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

  /** The bank files a pledge as it is, but for what is said otherwise. */
  async filed(
    bank: Someone,
    pledgor: Someone,
    { pledgeId }: Pick<Registered, "pledgeId">,
    amountCny = "20000",
    more: object = {},
  ): Promise<void> {
    const pledgorNow = { pledgorCreditCode: pledgor.creditCode, pledgorName: pledgor.name };
    const shown = shownByRegistry({ at: this.clock.now(), amountCny, bankCreditCode: bank.creditCode, ...pledgorNow });
    await this.done(this.step(bank, pledgeId, "filings", { ...shown, ...more }));
  }

  /** The bank files a pledge and pays its loan out. */
  async lent(bank: Someone, pledgor: Someone, pledge: Pick<Registered, "pledgeId">, amountCny: string): Promise<void> {
    await this.filed(bank, pledgor, pledge, amountCny);
    await this.done(this.disbursement(bank, pledge, amountCny));
  }

  /** The disbursement of a loan today. */
  disbursement(bank: Someone, { pledgeId }: Pick<Registered, "pledgeId">, amountCny: string): Request {
    const loan = { amountCny, disbursedOn: dayOf(this.clock.now()), loanNumber: randomUUID() };
    return this.step(bank, pledgeId, "disbursements", loan);
  }

  /** A bank cancels a pledge on which nothing is paid out. */
  async cancelled(bank: Someone, { pledgeId }: Pick<Registered, "pledgeId">): Promise<void> {
    await this.done(this.step(bank, pledgeId, "cancellation", { reason: "not drawn" }));
  }

  /** The entry of a freeze of some tonnes by the bureau. */
  freezing({ account, instrument }: Position, quantity: string, more: object = {}): Request {
    const court = { court: "鄂州市中级人民法院", caseNumber: "（2026）鄂07执12号", months: 36 };
    const body = { account, instrument, quantity, ...court, documentNumber: "E07-1", documentSha256, ...more };
    return { as: this.bureau, method: "POST", path: "/collateral/freezes", body };
  }

  /** Enters a freeze by two persons. */
  async frozen(of: Position, quantity: string, more: object = {}): Promise<FreezeAnswer> {
    return (await this.done(this.freezing(of, quantity, more))) as unknown as FreezeAnswer;
  }

  /** The lifting of a freeze by the bureau. */
  lifting({ freezeId }: Pick<Freeze, "freezeId">, more: object = {}): Request {
    const body = { documentNumber: "E07-2", documentSha256, reason: "the debt was paid", ...more };
    return { as: this.bureau, method: "POST", path: `/collateral/freezes/${freezeId}/liftings`, body };
  }

  /** What a search of the register answers. */
  search(as: Someone, asked: Record<string, string>): Promise<Answer> {
    return this.call({ as: as.subject, method: "GET", path: `/collateral/search?${new URLSearchParams(asked)}` });
  }

  /** What is answered to whoever asks for a certificate of a search. */
  certify(as: Someone, asked: Record<string, string>): Promise<Answer> {
    return this.call({ as: as.subject, method: "POST", path: "/collateral/certificates", body: asked });
  }

  /** What the public is told of a certificate. */
  check(number: string, contentSha256: string): Promise<Answer> {
    return this.call({ method: "GET", path: `/collateral/certificates/${number}/check?${new URLSearchParams({ contentSha256 })}` });
  }

  /** What is free and held of a firm's permits. */
  async position({ account, instrument }: Position) {
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

/** A part of a freeze, as it is answered. */
export interface FrozenPart {
  readonly sliceId: string;
  readonly quantity: string;
  readonly place: number;
  readonly since?: string;
  readonly until?: string;
}
/** A freeze, as it is answered. */
export interface FreezeAnswer extends Pick<Freeze, "freezeId" | "state"> {
  readonly parts: readonly FrozenPart[];
}

/** The part of a junior pledge that joins a slice. */
export function joining(pledgor: Pledgor, senior: Registered, quantity: string, accepted = [senior.registered.number]) {
  const { account, instrument } = pledgor;
  return { parts: [{ account, instrument, quantity, sliceId: senior.slices[0]?.sliceId }], acceptedSeniors: accepted };
}
