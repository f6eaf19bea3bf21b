import { randomUUID } from "node:crypto";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { PlanPage } from "../../functions/allocations/contract.ts";
import { runDeadlines } from "../../functions/allocations/payments/deadlines.ts";
import { payDues } from "../../functions/allocations/payments/pay-dues.ts";
import { allocationsOfHolds, waiveRecovered } from "../../functions/allocations/payments/recovery.ts";
import { doPlanPage } from "../../functions/allocations/plans/plan-page.ts";
import { deadlinePorts, ledgerPorts } from "../../functions/allocations/ports.ts";
import { allocationIdOf } from "../../functions/allocations/rows.ts";
import { permitsFacts } from "../../functions/permits/contract.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { expiryPorts } from "../../functions/permits/ports.ts";
import { closeExpiredStorages } from "../../functions/surplus/close-expired-storages.ts";
import { surplusFacts } from "../../functions/surplus/contract.ts";
import { recoveryPorts } from "../../functions/surplus/ports.ts";
import { goOnWithRecoveries } from "../../functions/surplus/recovery-steps.ts";
import { surplusStore } from "../../functions/surplus/store.ts";
import { dayOf, startOfDay } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { mainAccount, reserveAccount, siteAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { licenceClaimKey } from "../../shared/members/sites.ts";
import { issuePermits, type PermitIssueRefusal } from "../../shared/permits/issue.ts";
import { keyOf } from "../../shared/store/client.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { closeDay, receipt } from "./bank.ts";
import { type TestClock, testClock } from "./clock.ts";
import { type Engine, engineClient, engineWithOwn, gatewayClient } from "./engine.ts";
import type { Answer, Request } from "./front-door.ts";
import { type Granted, grantedOn } from "./granted.ts";
import { givenMember, givenSite } from "./members.ts";
import type { Choose } from "./permit-life-choices.ts";
import type { LifeCommand } from "./permit-life-commands.ts";
import { factsOfLife } from "./permit-life-found.ts";
import { buyBackPrice, planDays, pool, rates } from "./permit-life-rules.ts";
import { colleagueOf } from "./second-person.ts";
import { openWholeApi } from "./whole-api.ts";

/** A process that was killed: its client answers nothing any more. */
class Killed extends Error {}

/** A site with its holder, as commands of a life name it by number. */
export interface LifeMember {
  readonly subject: string;
  readonly partyId: string;
  readonly name: string;
  readonly creditCode: string;
  readonly siteId: string;
  readonly licenceNumber: string;
}

/** Ids of what a life numbers. */
export interface LifeIds {
  readonly sites: LifeMember[];
  readonly plans: string[];
  /** Numbers of plan and site of each line. */
  readonly lines: { readonly plan: number; readonly site: number }[];
  readonly feeCertificates: string[][];
  readonly certificates: string[];
  readonly storages: string[];
  readonly pledges: { readonly site: number; readonly instrument: string; readonly holdId: string }[];
}

/**
 * The product on tables of its own behind its front door, for one life: commands are sent until their outcome is known, workers are killed and
 * get their messages twice and in any order, and every fact is delivered at least once.
 */
export class PermitLifeWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly ids: LifeIds = { sites: [], plans: [], lines: [], feeCertificates: [], certificates: [], storages: [], pledges: [] };
  /** Refusals so far, for people. */
  readonly refused: string[] = [];
  readonly #choose: Choose;
  readonly #enter: (request: Request) => Promise<Answer>;
  readonly #worker: Granted;
  readonly #doom: { left: number; after: boolean };
  readonly #bureau: string;
  readonly #operator: string;
  readonly #delivered = new Set<string>();
  readonly #pages: PlanPage[] = [];

  private constructor(
    engine: Engine,
    clock: TestClock,
    choose: Choose,
    enter: (request: Request) => Promise<Answer>,
    worker: Granted,
    doom: { left: number; after: boolean },
    people: { bureau: string; operator: string },
  ) {
    [this.engine, this.clock, this.#choose, this.#enter, this.#worker, this.#doom] = [engine, clock, choose, enter, worker, doom];
    [this.#bureau, this.#operator] = [people.bureau, people.operator];
  }

  /** Opens a world with so many sites; requests go by way of the gateway if there is one. */
  static async open(sites: number, choose: Choose, gateway?: string): Promise<PermitLifeWorld> {
    const engine = await engineWithOwn("Ledger", "Permits", "Allocations", "Surplus");
    const clock = testClock("2026-06-01T01:00:00.000Z");
    const client = () => (gateway === undefined ? engineClient(engine.endpoint) : gatewayClient(gateway));
    const { enter } = await openWholeApi(engine, clock, { through: client() });
    const doom = { left: Infinity, after: false };
    const worker = await grantedOn({ dynamo: killable(client(), doom), tables: engine.tables }, clock);
    const bureau = (await givenMember(engine, { role: "regulator" })).subject;
    const operator = (await givenMember(engine, { role: "operator" })).subject;
    const world = new PermitLifeWorld(engine, clock, choose, enter, worker, doom, { bureau, operator });
    for (let made = 0; made < sites; made += 1) world.ids.sites.push(await givenHolder(engine));
    await world.#begin();
    return world;
  }

  async #begin(): Promise<void> {
    const list = Object.entries(rates).map(([pollutant, rate]) => ({ pollutant, cnyPerTonneYear: plain(rate) }));
    const table = { title: "Rates", documentNumber: "EZ-R-1", validFrom: "2026-01-01", rates: list };
    const price = { priceCnyPerTonneYear: plain(buyBackPrice), source: "price list", documentNumber: "EZ-P-1" };
    const prices = Object.keys(rates).map((pollutant) => this.#insist("POST", `/surplus/buy-back-prices/${pool}/${pollutant}`, price));
    await Promise.all([this.#insist("PUT", "/allocations/rates/life", table), ...prices]);
    const entry = this.#entry("fund");
    entry.transfer({ instrument: CNY, from: "bank:0", to: mainAccount("buy-back"), quantity: decimal("10000000") });
    await commit(this.engine.dynamo, entry.writes());
  }

  /** Sends a command, by whom may send it, until it is accepted (true) or refused. */
  async run(command: LifeCommand): Promise<boolean> {
    const rule = this[`_${command.kind}`] as unknown as (given: LifeCommand) => Promise<boolean>;
    return rule.call(this, command);
  }

  async _cap({ pollutant, year, tonnes }: LifeCommand & { kind: "cap" }): Promise<boolean> {
    return (await this.#insist("PUT", `/permits/caps/${pool}/${pollutant}/${year}`, { tonnes, documentNumber: "EZ-C-1" })) !== undefined;
  }

  async _reserve({ pollutant, tonnes }: LifeCommand & { kind: "reserve" }): Promise<boolean> {
    const body = { tonnes, source: "initial-reserve", documentNumber: "EZ-S-1" };
    return (await this.#insist("POST", `/permits/reserves/${pool}/${pollutant}`, body)) !== undefined;
  }

  async _draft({ terms, lines }: LifeCommand & { kind: "draft" }): Promise<boolean> {
    const { renewal, ...given } = terms;
    const body = {
      ...{ kind: renewal ? "renewal" : "initial", title: "Plan", documentNumber: "EZ-A-1", determinedOn: "2026-01-01" },
      ...{ rateTableId: "life", ...given, ...planDays },
    };
    const drafted = await this.#insist("POST", "/allocations/plans", body);
    if (!drafted) return false;
    const planId = String(drafted.planId);
    const wanted = lines.map(({ site, amounts, outcome }) => {
      const { creditCode, licenceNumber } = this.#site(site);
      const basis = { kind: renewal ? "permit" : "operating", since: "2015-01-01", method: "performance", documentNumber: "EZ-B-1" };
      const found = outcome && { outcome, reason: "as re-verified" };
      const stated = amounts.map(({ pollutant, tonnes }) => ({ pollutant, tonnes: plain(tonnes) }));
      return { creditCode, licenceNumber, amounts: stated, basis, ...found };
    });
    const put = await this.#insist("PUT", `/allocations/plans/${planId}/lines`, { lines: wanted });
    if (!put) throw new Error(`lines were refused: ${this.refused.at(-1)}`);
    const plan = this.ids.plans.push(planId) - 1;
    for (const { site } of lines) {
      this.ids.lines.push({ plan, site });
      this.ids.feeCertificates.push([]);
    }
    return true;
  }

  _publish({ plan }: LifeCommand & { kind: "publish" }): Promise<boolean> {
    return this.#accepted("POST", `/allocations/plans/${this.#plan(plan)}/publication`, {});
  }
  _withdraw({ plan }: LifeCommand & { kind: "withdraw" }): Promise<boolean> {
    return this.#accepted("POST", `/allocations/plans/${this.#plan(plan)}/withdrawal`, { reason: "drafted again" });
  }
  _decide({ plan, approved }: LifeCommand & { kind: "decide" }): Promise<boolean> {
    const body = { approved, documentNumber: "EZ-D-1", reason: "decided" };
    return this.#accepted("POST", `/allocations/plans/${this.#plan(plan)}/decision`, body);
  }

  _receive({ site, amount }: LifeCommand & { kind: "receive" }): Promise<boolean> {
    return this.#accepted("POST", "/cash/receipts", receipt(this.#site(site), amount, this.clock.now()), this.#operator);
  }
  _pay({ line, amount }: LifeCommand & { kind: "pay" }): Promise<boolean> {
    return this.#accepted("POST", `/allocations/${this.#allocation(line)}/payments`, { amount }, this.#holder(line));
  }
  async _book({ line, amount }: LifeCommand & { kind: "book" }): Promise<boolean> {
    const certificateNumber = randomUUID().toUpperCase();
    const body = { certificateNumber, issuedOn: dayOf(this.clock.now()), amount };
    const booked = await this.#accepted("POST", `/allocations/${this.#allocation(line)}/certificates`, body);
    if (booked) this.ids.feeCertificates[line]?.push(certificateNumber);
    return booked;
  }
  _reverse({ line, certificate }: LifeCommand & { kind: "reverse" }): Promise<boolean> {
    const number = this.ids.feeCertificates[line]?.[certificate];
    return this.#accepted("POST", `/allocations/${this.#allocation(line)}/certificates/${number}/reversal`, { reason: "taken back" });
  }

  /** What settling an auction does with permits. */
  async _issue({ site, tonnes, ...term }: LifeCommand & { kind: "issue" }): Promise<boolean> {
    const entry = this.#entry<PermitIssueRefusal>("settlement");
    const to = siteAccount(this.#site(site).siteId);
    issuePermits(entry, { ...term, pool, tonnes: decimal(tonnes), from: reserveAccount(pool), to });
    return (await commit(this.engine.dynamo, entry.writes())).kind === "committed";
  }
  /** What no context does yet: a part of a permit is another's security. */
  async _pledge({ site, instrument, tonnes }: LifeCommand & { kind: "pledge" }): Promise<boolean> {
    const holdId = randomUUID();
    const entry = this.#entry<{ code: "short" }>("pledge");
    const account = siteAccount(this.#site(site).siteId);
    entry.hold({ holdId, account, instrument, quantity: decimal(tonnes), purpose: "pledge", shortage: { code: "short" } });
    const held = (await commit(this.engine.dynamo, entry.writes())).kind === "committed";
    if (held) this.ids.pledges.push({ site, instrument, holdId });
    return held;
  }
  async _unpledge({ pledge }: LifeCommand & { kind: "unpledge" }): Promise<boolean> {
    const { site, instrument, holdId } = required(this.ids.pledges[pledge], `pledge ${pledge}`);
    const ledger = openLedger(this.engine.dynamo, this.engine.tables.Ledger);
    const hold = await ledger.hold(siteAccount(this.#site(site).siteId), instrument, holdId);
    if (hold?.state !== "pending") return false;
    return (await commit(this.engine.dynamo, this.#entry("pledge-end").voidRest(hold).writes())).kind === "committed";
  }

  async _certify({ site, instrument, tonnes, government }: LifeCommand & { kind: "certify" }): Promise<boolean> {
    const { partyId, siteId } = this.#site(site);
    const measure = {
      kind: "treatment",
      measure: "second stage",
      startMonth: dayOf(this.clock.now()).slice(0, 7),
      documentNumber: "EZ-K-1",
    };
    const body = { partyId, siteId, instrument, tonnes, ...measure, paidBy: government ? "government" : "enterprise" };
    const made = await this.#insist("POST", "/surplus/certificates", body);
    if (made) this.ids.certificates.push(String(made.certificateId));
    return made !== undefined;
  }
  async _store({ certificate, tonnes }: LifeCommand & { kind: "store" }): Promise<boolean> {
    const certificateId = required(this.ids.certificates[certificate], "certificate");
    const holder = await this.#holderOf(`/surplus/certificates/${certificateId}`);
    const made = await this.#insist("POST", "/surplus/storages", { certificateId, tonnes }, holder);
    if (made) this.ids.storages.push(String(made.storageId));
    return made !== undefined;
  }
  async "_take-out"({ storage, byBureau }: LifeCommand & { kind: "take-out" }): Promise<boolean> {
    const path = `/surplus/storages/${this.ids.storages[storage]}`;
    if (byBureau) return this.#accepted("POST", `${path}/end`, { reason: "used", documentNumber: "EZ-E-1" });
    return this.#accepted("POST", `${path}/taking-out`, {}, await this.#holderOf(path));
  }
  async "_buy-back"({ storage, tonnes }: LifeCommand & { kind: "buy-back" }): Promise<boolean> {
    const path = `/surplus/storages/${this.ids.storages[storage]}`;
    return this.#accepted("POST", `${path}/buy-backs`, { tonnes, priceVersion: 1 }, await this.#holderOf(path));
  }
  _recover({ site, paid }: LifeCommand & { kind: "recover" }): Promise<boolean> {
    const { partyId, siteId } = this.#site(site);
    const order = { ground: "closure", reason: "closed", documentNumber: "EZ-O-1", paidPermits: paid };
    return this.#accepted("POST", "/surplus/recoveries", { partyId, siteId, ...order });
  }

  /** Delivers every fact, some of them twice and in any order, to workers that are killed now and then, until nothing is left to do. */
  async work(): Promise<void> {
    const { dynamo, clock, tables } = this.#worker;
    for (;;) {
      const facts = (await factsOfLife(this.engine)).filter(({ factId }) => !this.#delivered.has(factId) || this.#choose(40) === 0);
      const fresh = facts.some(({ factId }) => !this.#delivered.has(factId));
      for (const fact of facts) {
        await this.#deliver(fact);
        this.#delivered.add(fact.factId);
      }
      while (this.#pages.length > 0) {
        const [page] = this.#pages.splice(this.#choose(this.#pages.length), 1);
        if (!page) break;
        if (this.#choose(6) === 0) this.#pages.push(page);
        const ports = {
          ...ledgerPorts(this.#worker),
          permits: openTable(dynamo, tables.Permits),
          pages: { send: async (sent: readonly PlanPage[]) => void this.#pages.push(...sent) },
        };
        await this.#surviving(() => doPlanPage({ ...ports, clock }, page));
      }
      if (!fresh) return;
    }
  }

  async #deliver({ factType, data }: Fact): Promise<void> {
    const steps: Readonly<Record<string, PlanPage["step"]>> = {
      "allocation-plan-published": "publish",
      "allocation-plan-approved": "distribute",
      "allocation-plan-rejected": "drop",
      "allocation-plan-withdrawn": "drop",
    };
    const step = steps[factType];
    const { planId, partyId } = data as { readonly planId: string; readonly partyId: string };
    if (step) this.#pages.push({ planId, step });
    else if (factType === "permits-recovered") {
      const { holds } = surplusFacts.permitsRecovered.data.parse(data);
      for (const name of allocationsOfHolds(holds)) await this.#surviving(() => waiveRecovered(ledgerPorts(this.#worker), name));
    } else if (factType === "cash-received") await this.#surviving(() => payDues(ledgerPorts(this.#worker), partyId));
    else if (factType === permitsFacts.permitExpired.factType) {
      const { dynamo, clock, tables } = this.#worker;
      const ports = { dynamo, clock, own: surplusStore(openTable(dynamo, tables.Surplus)) };
      const expired = { data: permitsFacts.permitExpired.data.parse(data) } as Parameters<typeof closeExpiredStorages>[1];
      await this.#surviving(() => closeExpiredStorages(ports, expired));
    }
  }

  /** Closes the last bank day that is over and runs every job, in any order, and whatever follows from them. */
  async jobs(): Promise<void> {
    const yesterday = dayOf(plusSeconds(startOfDay(dayOf(this.clock.now())), -1));
    const call = async (request: Parameters<Parameters<typeof closeDay>[0]>[0]) => {
      const { as, method, path, body } = request;
      return { body: (await this.#send(method, path, body, as)).body };
    };
    await closeDay(call, this.#operator, yesterday);
    await this.work();
    const jobs = [
      () => runDeadlines(deadlinePorts(this.#worker)),
      () => expirePermits(expiryPorts(this.#worker)),
      () => goOnWithRecoveries(recoveryPorts(this.#worker)),
    ];
    // Recoveries come last, for they take what the others free; the first two come in any order.
    const swap = this.#choose(2) === 0;
    for (const job of swap ? [jobs[1], jobs[0], jobs[2]] : jobs) await this.#surviving(required(job, "job"));
    await this.work();
  }

  /** Runs a worker that may be killed at any of its requests, before it is sent or after it has taken effect, and again until it ends. */
  async #surviving(run: () => Promise<void>): Promise<void> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      this.#doom.left = this.#choose(5) === 0 ? 1 + this.#choose(8) : Infinity;
      this.#doom.after = this.#choose(2) === 0;
      try {
        await run();
        return;
      } catch (error) {
        if (attempt > 12) throw error;
      } finally {
        this.#doom.left = Infinity;
      }
    }
  }

  #entry<R extends { readonly code: string }>(kind: string): LedgerEntry<R> {
    const envelope = { factId: randomUUID(), occurredAt: this.clock.now(), actor: "test", parties: [], areas: ["420700"] };
    return new LedgerEntry<R>(this.engine.tables.Ledger, { ...envelope, cause: { kind, reference: "test" } });
  }

  /** The response of a request that is accepted, a second person approving it; undefined if it is refused. */
  async #insist(method: "POST" | "PUT", path: string, body: unknown, as = this.#bureau): Promise<Record<string, unknown> | undefined> {
    const entered = await this.#send(method, path, body, as);
    if (entered.status >= 400) this.refused.push(`${method} ${path}: ${entered.text}`);
    if (entered.status !== 202) return entered.status < 300 ? (entered.body as Record<string, unknown>) : undefined;
    const approved = await this.#send("POST", `${entered.headers.location}/approval`, undefined, await colleagueOf(this.engine, as));
    return approved.status === 200 ? (approved.body as { readonly result: Record<string, unknown> }).result : undefined;
  }

  async #accepted(method: "POST" | "PUT", path: string, body: unknown, as = this.#bureau): Promise<boolean> {
    return (await this.#insist(method, path, body, as)) !== undefined;
  }

  /** Sends a request with one key until its outcome is known, as a client does. */
  async #send(method: Request["method"], path: string, body: unknown, as: string): Promise<Answer> {
    const key = method === "GET" ? {} : { key: randomUUID() };
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const answer = await this.#enter({ as, method, path, ...(body !== undefined && { body }), ...key });
      if (answer.status < 500) return answer;
    }
    throw new Error(`${method} ${path}: the outcome stayed unknown`);
  }

  async #holderOf(path: string): Promise<string> {
    const { body } = await this.#send("GET", path, undefined, this.#bureau);
    const { partyId } = body as { readonly partyId: string };
    return required(
      this.ids.sites.find((site) => site.partyId === partyId),
      `holder ${partyId}`,
    ).subject;
  }
  #site(number: number): LifeMember {
    return required(this.ids.sites[number], `site ${number}`);
  }
  #plan(number: number): string {
    return required(this.ids.plans[number], `plan ${number}`);
  }
  #allocation(number: number): string {
    const { plan, site } = required(this.ids.lines[number], `line ${number}`);
    return allocationIdOf({ planId: this.#plan(plan), siteId: this.#site(site).siteId });
  }
  #holder(line: number): string {
    return this.#site(required(this.ids.lines[line], `line ${line}`).site).subject;
  }
}

/** A client that is killed at one of its requests: it answers nothing from then on. */
function killable(dynamo: DynamoDBClient, doom: { left: number; after: boolean }): DynamoDBClient {
  dynamo.middlewareStack.add(
    (next) => async (given) => {
      if (doom.left <= 0) throw new Killed();
      doom.left -= 1;
      if (doom.left > 0) return next(given);
      if (doom.after) await next(given);
      throw new Killed();
    },
    { step: "initialize" },
  );
  return dynamo;
}

async function givenHolder(engine: Engine): Promise<LifeMember> {
  const { subject, partyId, party } = await givenMember(engine, { role: "enterprise" });
  const { siteId, licenceNumber } = await givenSite(engine, partyId);
  const claim = { state: { S: "held" }, partyId: { S: partyId }, siteId: { S: siteId }, number: { S: licenceNumber } };
  const Item = { ...keyOf(licenceClaimKey(licenceNumber)), ...claim };
  await engine.dynamo.send(new PutItemCommand({ TableName: engine.tables.Parties, Item }));
  return { subject, partyId, name: party.name, creditCode: party.creditCode, siteId, licenceNumber };
}
