import { addMonths, dayOf, endOfDay, endOfMonth, monthsByYear, plusDays, type YearMonth } from "../../shared/kernel/calendar.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import { type Decimal, decimal, least, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { LifeCommand } from "./permit-life-commands.ts";

import {
  free,
  held,
  instalmentsOf,
  type LifeCertificate,
  type LifeHold,
  type LifeInstalment,
  type LifeLine,
  type LifePlan,
  type LifeRecovery,
  type LifeStorage,
  partsOf,
  permitName,
  planDays,
  plusDaysTo,
  priceOf,
  purposeOf,
  type Step,
  sameDay,
  standing,
  type Term,
  unpaidOf,
} from "./permit-life-rules.ts";

/**
 * Where every tonne of a permit is, by the rules in a few words each: a tiny reference of caps, plans, payments, surplus and recovery, with
 * numbers instead of ids. What it refuses changes nothing. `settle` does what workers and jobs do.
 */
export class PermitLife {
  now: Instant;
  /** Tonnes by place and instrument; of a cap, tonne-months by pollutant and year. Free parts and held ones are places of their own. */
  readonly places = new Map<string, Decimal>();
  readonly cash = new Map<number, Decimal>();
  readonly caps = new Map<string, Decimal>();
  readonly plans: LifePlan[] = [];
  readonly lines: LifeLine[] = [];
  readonly certificates: LifeCertificate[] = [];
  readonly storages: LifeStorage[] = [];
  readonly pledges: LifeHold[] = [];
  readonly recoveries: LifeRecovery[] = [];

  constructor(now: Instant) {
    this.now = now;
  }

  /** Applies a command, or refuses it: false. */
  apply(command: LifeCommand): boolean {
    const rule = this[command.kind] as unknown as (given: LifeCommand) => boolean;
    return rule.call(this, command);
  }

  cap({ pollutant, year, tonnes }: LifeCommand & { kind: "cap" }): boolean {
    const key = `cap ${pollutant} ${year}`;
    this.#add(
      key,
      decimal(tonnes)
        .minus(this.caps.get(key) ?? zero)
        .times(12),
    );
    this.caps.set(key, decimal(tonnes));
    return true;
  }

  reserve({ pollutant, tonnes }: LifeCommand & { kind: "reserve" }): boolean {
    this.#add(`reserve ${pollutant}`, decimal(tonnes));
    return true;
  }

  draft({ terms, lines }: LifeCommand & { kind: "draft" }): boolean {
    const lastMonth = addMonths(terms.firstMonth, terms.years * 12 - 1);
    const plan = this.plans.length;
    if (this.#month() > terms.firstMonth || terms.instalments > terms.years) return false;
    this.plans.push({ ...terms, lastMonth, state: "drafted", objectionsUntil: "" });
    for (const line of lines) {
      this.lines.push({ ...line, plan, state: "drafted", instalments: instalmentsOf(terms, line), certificates: [] });
    }
    return true;
  }

  publish({ plan: number }: LifeCommand & { kind: "publish" }): boolean {
    const plan = this.plan(number);
    if (plan.state !== "drafted" || this.#month() > plan.firstMonth || !this.#fits(number)) return false;
    plan.state = "published";
    plan.objectionsUntil = endOfDay(plusDays(dayOf(this.now), planDays.announcedDays));
    return true;
  }

  withdraw({ plan: number }: LifeCommand & { kind: "withdraw" }): boolean {
    const plan = this.plan(number);
    if (plan.state !== "drafted" && plan.state !== "published") return false;
    plan.state = "withdrawn";
    return true;
  }

  decide({ plan: number, approved }: LifeCommand & { kind: "decide" }): boolean {
    const plan = this.plan(number);
    if (plan.state !== "published" || this.now < plan.objectionsUntil) return false;
    if (approved) {
      const last = this.#payBy(plan, plan.instalments);
      if (endOfMonth(plan.lastMonth) <= this.now || last > endOfMonth(plan.lastMonth) || !this.#fits(number)) return false;
      for (const line of this.linesOf(number)) {
        for (const instalment of line.instalments) instalment.payBy = this.#payBy(plan, instalment.number);
        for (const { pollutant, tonnes } of line.amounts) {
          this.#room(pollutant, plan, tonnes.neg());
          this.#add(`plan:${number} ${this.instrumentOf(line, pollutant)}`, tonnes);
        }
      }
    }
    plan.state = approved ? "approved" : "rejected";
    return true;
  }

  receive({ site, amount }: LifeCommand & { kind: "receive" }): boolean {
    let rest = decimal(amount);
    let free = this.cash.get(site) ?? zero;
    for (const due of this.duesOf(site)) {
      const missing = due.amount.minus(due.reserved ?? zero);
      const ofLine = least(rest, missing);
      const lacking = missing.minus(ofLine);
      const ofFree = lacking.lte(free) ? lacking : zero;
      due.reserved = (due.reserved ?? zero).plus(ofLine).plus(ofFree);
      [rest, free] = [rest.minus(ofLine), free.minus(ofFree)];
    }
    this.cash.set(site, free.plus(rest));
    return true;
  }

  pay({ line: number, amount }: LifeCommand & { kind: "pay" }): boolean {
    const line = this.line(number);
    const terms = this.plan(line.plan);
    if (!["awaiting-payment", "delivered", "ended"].includes(line.state) || terms.paymentMode !== "exchange-account") return false;
    let left = decimal(amount);
    const covered: LifeInstalment[] = [];
    for (const each of unpaidOf(line)) {
      if (each.amount.gt(left)) break;
      left = left.minus(each.amount);
      covered.push(each);
    }
    const needed = sum(covered.map((each) => each.amount.minus(each.reserved ?? zero)));
    if (covered.length === 0 || needed.gt(this.cash.get(line.site) ?? zero)) return false;
    this.#paid(line, covered);
    return true;
  }

  book({ line: number, count }: LifeCommand & { kind: "book" }): boolean {
    const line = this.line(number);
    if (!["awaiting-payment", "delivered", "ended"].includes(line.state) || this.plan(line.plan).paymentMode !== "tax-certificate")
      return false;
    const first = unpaidOf(line).slice(0, count);
    if (first.length < count) return false;
    if (line.state === "awaiting-payment" && this.now >= required(first[0], "first").payBy) return false;
    line.certificates.push(first.map((each) => each.number));
    this.#paid(line, first);
    return true;
  }

  reverse({ line: number, certificate }: LifeCommand & { kind: "reverse" }): boolean {
    const line = this.line(number);
    const numbers = line.certificates[certificate] ?? [];
    if (numbers.length === 0) return false;
    const over = line.state === "ended" || this.isOver(line);
    line.certificates[certificate] = [];
    line.state = over ? "ended" : "delivered";
    for (const instalment of line.instalments.filter((each) => numbers.includes(each.number))) {
      const { payBy } = instalment;
      const frozen = this.now >= plusDaysTo(payBy, planDays.graceDays);
      instalment.state = frozen ? "frozen" : this.now >= payBy ? "overdue" : "unpaid";
      instalment.noticed = this.now >= plusDaysTo(payBy, -planDays.noticeDays);
      if (!over) for (const [pollutant, tonnes] of instalment.releases) instalment.unsecured.set(pollutant, tonnes);
    }
    // Once the permits have ended, money alone is owed.
    if (over) for (const each of line.instalments) for (const lost of [each.secured, each.unsecured]) lost.clear();
    else this.#secure(line);
    return true;
  }

  issue({ site, pollutant, firstMonth, lastMonth, tonnes: given }: LifeCommand & { kind: "issue" }): boolean {
    const tonnes = decimal(given);
    const term = { firstMonth, lastMonth };
    if (this.at(`reserve ${pollutant}`).lt(tonnes) || !this.#hasRoom(pollutant, term, tonnes)) return false;
    this.#add(`reserve ${pollutant}`, tonnes.neg());
    this.#room(pollutant, term, tonnes.neg());
    this.#add(free(site, permitName(pollutant, firstMonth, lastMonth)), tonnes);
    return true;
  }

  pledge({ site, instrument, tonnes }: LifeCommand & { kind: "pledge" }): boolean {
    if (!this.#hold(site, instrument, "pledge", decimal(tonnes))) return false;
    this.pledges.push({ site, instrument, left: decimal(tonnes) });
    return true;
  }

  unpledge({ pledge: number }: LifeCommand & { kind: "unpledge" }): boolean {
    const pledge = required(this.pledges[number], `pledge ${number}`);
    if (pledge.left.isZero()) return false;
    this.#release(pledge, "pledge");
    return true;
  }

  certify({ site, instrument, tonnes: given, government }: LifeCommand & { kind: "certify" }): boolean {
    const tonnes = decimal(given);
    if (this.#isOver(instrument) || this.at(free(site, instrument)).minus(this.#covered(site, instrument)).lt(tonnes)) return false;
    if (government) this.#toReserve(free(site, instrument), instrument, tonnes);
    this.certificates.push({ site, instrument, open: government ? zero : tonnes });
    return true;
  }

  store({ certificate: number, tonnes: given }: LifeCommand & { kind: "store" }): boolean {
    const certificate = required(this.certificates[number], `certificate ${number}`);
    const tonnes = decimal(given);
    const { site, instrument, open } = certificate;
    if (tonnes.gt(open) || this.#isOver(instrument) || this.#owes(site, instrument) || !this.#hold(site, instrument, "storage", tonnes))
      return false;
    certificate.open = open.minus(tonnes);
    this.storages.push({ site, instrument, left: tonnes, certificate: number });
    return true;
  }

  "take-out"({ storage: number, byBureau }: LifeCommand & { kind: "take-out" }): boolean {
    const storage = required(this.storages[number], `storage ${number}`);
    if (storage.left.isZero() || this.#isOver(storage.instrument)) return false;
    const certificate = required(this.certificates[storage.certificate], "certificate");
    if (!byBureau) certificate.open = certificate.open.plus(storage.left);
    this.#release(storage, "storage");
    return true;
  }

  "buy-back"({ storage: number, tonnes: given }: LifeCommand & { kind: "buy-back" }): boolean {
    const storage = required(this.storages[number], `storage ${number}`);
    const tonnes = decimal(given);
    const months = this.#monthsLeft(storage.instrument);
    if (storage.left.lt(tonnes) || this.#isOver(storage.instrument) || months === 0) return false;
    if (this.#owes(storage.site, storage.instrument) || this.#isRecovering(storage.site)) return false;
    this.#toReserve(held(storage.site, storage.instrument, "storage"), storage.instrument, tonnes);
    storage.left = storage.left.minus(tonnes);
    this.#credit(storage.site, priceOf(tonnes, months));
    return true;
  }

  #isRecovering(site: number): boolean {
    return this.recoveries.some((each) => each.open && each.site === site);
  }

  recover({ site, paid }: LifeCommand & { kind: "recover" }): boolean {
    if (this.#isRecovering(site) || !this.#holdsSome(site)) return false;
    if (this.#paidButNotNamed(site, paid)) return false;
    const holdings = this.holdings(site);
    if (paid.some((instrument) => !holdings.has(instrument) || this.#isOver(instrument) || this.#owes(site, instrument))) return false;
    this.recoveries.push({ site, paid, open: true });
    return true;
  }

  /** Whether a site holds what an allocation delivered for a fee, and an order says that it was free. */
  #paidButNotNamed(site: number, paid: readonly string[]): boolean {
    const holdings = this.holdings(site);
    return this.lines
      .filter((line) => line.site === site && ["delivered", "paid-up", "ended"].includes(line.state))
      .flatMap((line) => line.amounts.map(({ pollutant }) => this.instrumentOf(line, pollutant)))
      .some((instrument) => holdings.has(instrument) && !this.#isOver(instrument) && !paid.includes(instrument));
  }

  /** Whether a site owes tonnes of a permit since a certificate was reversed. */
  #owes(site: number, instrument: string): boolean {
    return this.lines.some(
      (line) =>
        line.site === site &&
        line.state === "delivered" &&
        unpaidOf(line).some(({ unsecured }) =>
          [...unsecured].some(([pollutant, tonnes]) => tonnes.gt(0) && this.instrumentOf(line, pollutant) === instrument),
        ),
    );
  }

  /** Does what workers do with what was decided: lines of plans, and money that covers what is owed. */
  work(): void {
    for (const line of this.lines) this.#pages(line);
    for (const line of this.lines) this.#payReserved(line);
  }

  /** Does what time does, by all jobs, once the bank days before now are closed. */
  settle(): void {
    this.work();
    for (const line of this.lines) {
      while (this.#step(line));
      if (line.state === "delivered" && !this.isOver(line)) this.#secure(line);
    }
    this.#expire();
    for (const recovery of this.recoveries) if (recovery.open) this.#recover(recovery);
  }

  /** The next instant at which time does something, after now. */
  nextAt(): Instant | undefined {
    const steps = this.lines.flatMap((line) => this.#nextStep(line)?.at ?? []);
    const windows = this.plans.flatMap(({ state, objectionsUntil }) => (state === "published" ? objectionsUntil : []));
    const ends = [...this.places].flatMap(([place, tonnes]) => {
      const [where = "", instrument = ""] = place.split(" ");
      return where.startsWith("site:") && tonnes.gt(0) ? endOfMonth(partsOf(instrument).lastMonth) : [];
    });
    return [...steps, ...windows, ...ends].filter((at) => at > this.now).sort()[0];
  }

  plan(number: number): LifePlan {
    return required(this.plans[number], `plan ${number}`);
  }
  line(number: number): LifeLine {
    return required(this.lines[number], `line ${number}`);
  }
  linesOf(plan: number): LifeLine[] {
    return this.lines.filter((line) => line.plan === plan);
  }
  instrumentOf(line: Pick<LifeLine, "plan">, pollutant: string): string {
    const { firstMonth, lastMonth } = this.plan(line.plan);
    return permitName(pollutant, firstMonth, lastMonth);
  }
  isOver(line: Pick<LifeLine, "plan">): boolean {
    return endOfMonth(this.plan(line.plan).lastMonth) <= this.now;
  }
  at(place: string): Decimal {
    return this.places.get(place) ?? zero;
  }
  /** What a site is owed for, the earliest deadline first. */
  duesOf(site: number): LifeInstalment[] {
    return this.lines
      .filter((line) => line.site === site)
      .flatMap(({ instalments }) => instalments.filter(({ reserved }) => reserved !== undefined))
      .sort((one, other) => (one.payBy < other.payBy ? -1 : 1));
  }
  /** What a site has of each instrument, free or held. */
  holdings(site: number): ReadonlyMap<string, Decimal> {
    const found = new Map<string, Decimal>();
    for (const [place, tonnes] of this.places) {
      const [where = "", instrument = ""] = place.split(" ");
      if (where === `site:${site}` && tonnes.gt(0)) found.set(instrument, (found.get(instrument) ?? zero).plus(tonnes));
    }
    return found;
  }

  /** Where every tonne is, which lines stand how, and what is owed: sorted lines of text. */
  describe(): readonly string[] {
    const places = [...this.places].filter(([, tonnes]) => !tonnes.isZero()).map(([place, tonnes]) => `${place} = ${plain(tonnes)}`);
    const lines = this.lines.map((line) => `line ${line.plan}.${line.site}: ${line.state} ${line.instalments.map(standing).join(", ")}`);
    const dues = this.lines.flatMap((line) =>
      line.instalments
        .filter(({ reserved }) => reserved !== undefined)
        .map(
          (each) => `due ${line.plan}.${line.site}.${each.number} ${plain(each.amount)} by ${each.payBy}: ${plain(each.reserved ?? zero)}`,
        ),
    );
    const cash = [...this.cash].filter(([, amount]) => !amount.isZero()).map(([site, amount]) => `cash ${site} = ${plain(amount)}`);
    const certificates = this.certificates.map(({ open }, number) => `certificate ${number} covers ${plain(open)}`);
    const storages = this.storages.map(({ left }, number) => `storage ${number} has ${plain(left)}`);
    return [...places, ...lines, ...dues, ...cash, ...certificates, ...storages].sort();
  }

  #add(place: string, tonnes: Decimal): void {
    this.places.set(place, this.at(place).plus(tonnes));
  }
  #credit(site: number, amount: Decimal): void {
    this.cash.set(site, (this.cash.get(site) ?? zero).plus(amount));
  }
  #month(): YearMonth {
    return dayOf(this.now).slice(0, 7);
  }
  #isOver(instrument: string): boolean {
    return endOfMonth(partsOf(instrument).lastMonth) <= this.now;
  }

  /** Headroom of the months of a term that have not begun, or of all of it. */
  #room(pollutant: string, { firstMonth, lastMonth }: Term, tonnes: Decimal, onlyLeft = false): void {
    const next = addMonths(this.#month(), 1);
    const first = onlyLeft && next > firstMonth ? next : firstMonth;
    if (first > lastMonth) return;
    for (const [year, months] of monthsByYear(first, lastMonth)) this.#add(`cap ${pollutant} ${year}`, tonnes.times(months));
  }
  #hasRoom(pollutant: string, { firstMonth, lastMonth }: Term, tonnes: Decimal): boolean {
    return [...monthsByYear(firstMonth, lastMonth)].every(([year, months]) =>
      this.at(`cap ${pollutant} ${year}`).gte(tonnes.times(months)),
    );
  }
  #fits(plan: number): boolean {
    const amounts = Map.groupBy(
      this.linesOf(plan).flatMap((line) => line.amounts),
      ({ pollutant }) => pollutant,
    );
    return [...amounts].every(([pollutant, all]) => this.#hasRoom(pollutant, this.plan(plan), sum(all.map(({ tonnes }) => tonnes))));
  }
  #monthsLeft(instrument: string): number {
    const { firstMonth, lastMonth } = partsOf(instrument);
    const next = addMonths(this.#month(), 1);
    const first = next > firstMonth ? next : firstMonth;
    return first > lastMonth ? 0 : [...monthsByYear(first, lastMonth).values()].reduce((all, months) => all + months, 0);
  }

  #payBy({ paymentDays }: LifePlan, number: number): Instant {
    const first = plusDays(dayOf(this.now), paymentDays);
    return endOfDay(sameDay(first, number - 1));
  }

  #hold(site: number, instrument: string, purpose: string, tonnes: Decimal): boolean {
    if (this.#isOver(instrument) || this.at(free(site, instrument)).lt(tonnes)) return false;
    this.#add(free(site, instrument), tonnes.neg());
    this.#add(held(site, instrument, purpose), tonnes);
    return true;
  }
  #release(hold: LifeHold, purpose: string): void {
    this.#add(held(hold.site, hold.instrument, purpose), hold.left.neg());
    this.#add(free(hold.site, hold.instrument), hold.left);
    hold.left = zero;
  }
  #toReserve(from: string, instrument: string, tonnes: Decimal): void {
    const { pollutant, ...term } = partsOf(instrument);
    this.#add(from, tonnes.neg());
    this.#add(`reserve ${pollutant}`, tonnes);
    this.#room(pollutant, term, tonnes, true);
  }
  #covered(site: number, instrument: string): Decimal {
    return sum(this.certificates.map((each) => (each.site === site && each.instrument === instrument ? each.open : zero)));
  }
  #holdsSome(site: number): boolean {
    return [...this.holdings(site).keys()].some((instrument) => !this.#isOver(instrument));
  }

  #pages(line: LifeLine): void {
    const { state } = this.plan(line.plan);
    if (state === "drafted") return;
    if (state === "rejected" || state === "withdrawn") {
      line.state = "dropped";
      for (const each of line.instalments) each.state = "waived";
    } else if (line.state === "drafted") line.state = "published";
    if (state !== "approved" || line.state !== "published") return;
    line.state = line.amounts.length === 0 ? "not-renewed" : "awaiting-payment";
    for (const { pollutant, tonnes } of line.amounts) {
      const instrument = this.instrumentOf(line, pollutant);
      this.#add(`plan:${line.plan} ${instrument}`, tonnes.neg());
      this.#add(`allocation:${line.plan}.${line.site} ${instrument}`, tonnes);
    }
    const [first] = line.instalments;
    if (!first) return;
    first.noticed = true;
    if (this.plan(line.plan).paymentMode === "exchange-account") first.reserved = zero;
  }

  #payReserved(line: LifeLine): void {
    const paid: LifeInstalment[] = [];
    for (const each of unpaidOf(line)) {
      if (!each.reserved?.gte(each.amount)) break;
      paid.push(each);
    }
    if (paid.length > 0) this.#paid(line, paid);
  }

  #paid(line: LifeLine, paid: readonly LifeInstalment[]): void {
    const delivers = line.state === "awaiting-payment";
    for (const each of paid) {
      if (this.plan(line.plan).paymentMode === "exchange-account") {
        this.#credit(line.site, (each.reserved ?? zero).minus(each.amount));
        each.reserved = undefined;
      }
      if (!delivers && line.state !== "ended" && !this.isOver(line)) this.#free(line, each);
      each.secured.clear();
      each.unsecured.clear();
      each.state = "paid";
    }
    if (delivers) {
      for (const { pollutant, tonnes } of line.amounts) {
        const instrument = this.instrumentOf(line, pollutant);
        this.#add(`allocation:${line.plan}.${line.site} ${instrument}`, tonnes.neg());
        this.#add(free(line.site, instrument), tonnes);
      }
      for (const each of unpaidOf(line)) for (const [pollutant, tonnes] of each.releases) each.unsecured.set(pollutant, tonnes);
      this.#secure(line);
    }
    if (line.state !== "ended") line.state = unpaidOf(line).length > 0 ? "delivered" : "paid-up";
  }

  #free(line: LifeLine, instalment: LifeInstalment): void {
    for (const [pollutant, tonnes] of instalment.secured) {
      const instrument = this.instrumentOf(line, pollutant);
      this.#add(held(line.site, instrument, purposeOf(instalment)), tonnes.neg());
      this.#add(free(line.site, instrument), tonnes);
    }
  }

  /** Holds what is free of what unpaid instalments lack, the earliest first. */
  #secure(line: LifeLine): void {
    for (const each of unpaidOf(line)) {
      for (const [pollutant, lacking] of each.unsecured) {
        const instrument = this.instrumentOf(line, pollutant);
        const tonnes = least(lacking, this.at(free(line.site, instrument)));
        if (tonnes.isZero()) continue;
        this.#hold(line.site, instrument, purposeOf(each), tonnes);
        each.secured.set(pollutant, (each.secured.get(pollutant) ?? zero).plus(tonnes));
        each.unsecured.set(pollutant, lacking.minus(tonnes));
      }
    }
  }

  #nextStep(line: LifeLine): Step | undefined {
    const plan = this.plan(line.plan);
    const [first] = line.instalments;
    if (line.state === "awaiting-payment" && first) {
      const cash = plan.paymentMode === "exchange-account";
      return { does: "return", at: cash ? first.payBy : plusDaysTo(first.payBy, planDays.graceDays), of: first };
    }
    if (line.state !== "delivered") return undefined;
    const end = endOfMonth(plan.lastMonth);
    const steps = unpaidOf(line).flatMap((of): Step[] => {
      if (!of.noticed) return [{ does: "notice", at: plusDaysTo(of.payBy, -planDays.noticeDays), of }];
      if (of.state === "unpaid") return [{ does: "overdue", at: of.payBy, of }];
      const at = plusDaysTo(of.payBy, planDays.graceDays);
      return of.state === "overdue" && at < end ? [{ does: "freeze", at, of }] : [];
    });
    const earliest = steps.reduce<Step | undefined>((best, step) => (best && best.at <= step.at ? best : step), undefined);
    return earliest && earliest.at <= end ? earliest : { does: "end", at: end, of: required(first, "first") };
  }

  /** Takes the next step of a line if it is due; whether it did. */
  #step(line: LifeLine): boolean {
    const step = this.#nextStep(line);
    if (!step || step.at > this.now) return false;
    const { does, of } = step;
    const cash = this.plan(line.plan).paymentMode === "exchange-account";
    if (cash && does !== "notice" && does !== "end" && this.#payAll(line)) return true;
    if (does === "notice") {
      of.noticed = true;
      if (cash) of.reserved = zero;
    } else if (does === "overdue") of.state = "overdue";
    else if (does === "freeze") this.#freeze(line, of);
    else if (does === "end") {
      line.state = "ended";
      for (const each of line.instalments) for (const lost of [each.secured, each.unsecured]) lost.clear();
    } else this.#returned(line);
    return true;
  }

  #payAll(line: LifeLine): boolean {
    let left = this.cash.get(line.site) ?? zero;
    const paid: LifeInstalment[] = [];
    for (const each of unpaidOf(line)) {
      const missing = each.reserved === undefined ? undefined : each.amount.minus(each.reserved);
      if (missing === undefined || missing.gt(left)) break;
      left = left.minus(missing);
      paid.push(each);
    }
    if (paid.length > 0) this.#paid(line, paid);
    return paid.length > 0;
  }

  #freeze(line: LifeLine, instalment: LifeInstalment): void {
    this.#free(line, instalment);
    instalment.state = "frozen";
    for (const [pollutant, tonnes] of instalment.secured) this.#hold(line.site, this.instrumentOf(line, pollutant), "overdue-fee", tonnes);
  }

  #returned(line: LifeLine): void {
    line.state = "returned";
    for (const each of line.instalments) {
      if (each.reserved) this.#credit(line.site, each.reserved);
      each.reserved = undefined;
      each.state = "waived";
    }
    for (const { pollutant, tonnes } of line.amounts) {
      this.#add(`allocation:${line.plan}.${line.site} ${this.instrumentOf(line, pollutant)}`, tonnes.neg());
      this.#room(pollutant, this.plan(line.plan), tonnes, true);
    }
  }

  #expire(): void {
    for (const [place, tonnes] of [...this.places]) {
      const [where = "", instrument = ""] = place.split(" ");
      if (!where.startsWith("site:") || tonnes.isZero() || !this.#isOver(instrument)) continue;
      this.#add(place, tonnes.neg());
      this.#add(`retired ${instrument}`, tonnes);
    }
    for (const hold of [...this.pledges, ...this.storages]) if (this.#isOver(hold.instrument)) hold.left = zero;
  }

  #recover(recovery: LifeRecovery): void {
    const { site } = recovery;
    for (const instrument of this.holdings(site).keys()) {
      const stored = this.at(held(site, instrument, "storage"));
      const available = this.at(free(site, instrument));
      this.#toReserve(free(site, instrument), instrument, available);
      this.#toReserve(held(site, instrument, "storage"), instrument, stored);
      for (const line of this.lines) if (line.site === site && line.state === "delivered") this.#recoverHeld(line, instrument);
      if (recovery.paid.includes(instrument)) this.#credit(site, priceOf(available.plus(stored), this.#monthsLeft(instrument)));
    }
    for (const storage of this.storages) if (storage.site === site) storage.left = zero;
    for (const line of this.lines) if (line.site === site && line.state === "delivered") this.#waive(line);
    recovery.open = this.#holdsSome(site);
  }

  /** What waits for its fee is recovered with the rest: an instalment releases no more than what is left. */
  #recoverHeld(line: LifeLine, instrument: string): void {
    for (const each of unpaidOf(line)) {
      for (const [pollutant, tonnes] of each.secured) {
        if (this.instrumentOf(line, pollutant) !== instrument) continue;
        this.#toReserve(held(line.site, instrument, purposeOf(each)), instrument, tonnes);
        each.secured.set(pollutant, zero);
        each.releases.set(pollutant, (each.releases.get(pollutant) ?? zero).minus(tonnes));
      }
    }
  }

  /** Nothing is paid for nothing. */
  #waive(line: LifeLine): void {
    for (const each of unpaidOf(line)) {
      if ([...each.releases.values()].some((tonnes) => tonnes.gt(0))) continue;
      if (each.reserved) this.#credit(line.site, each.reserved);
      each.reserved = undefined;
      each.state = "waived";
    }
    if (unpaidOf(line).length === 0) line.state = "ended";
  }
}
